import type { Picture } from '../../core/image'
import { tensorPicture } from '../pixels'
import { cropCells } from '../runtime/gather'
import type { Runtime } from '../runtime/runtime'
import { Held, type HostTensor } from '../runtime/tensor'
import type { Box } from './region'

/** Frames that are decoded at once, where memory allows. */
export const decodeChunkSize = 4

/** A box of the cells of some frames' latents [frames, channels, height, width], as pictures; the latents are given up. */
export async function decode(runtime: Runtime, latents: HostTensor | Held, box: Box): Promise<Picture[]> {
  const cut = cropCells(runtime, latents, box)
  try {
    const { pictures } = await runtime.run('decoder', { latents: cut }, ['pictures'])
    const tensor = await pictures.take()
    return Array.from({ length: tensor.shape[0] as number }, (_, i) => tensorPicture(tensor, i))
  } finally {
    if (cut instanceof Held) cut.dispose()
  }
}

/**
 * Groups frames as they are finished: the same groups whatever the order, so that a render that is gone
 * on with decodes what it would have decoded.
 */
export class Groups {
  private readonly done = new Set<number>()

  /** @param first index of the first frame that is to be decoded */
  constructor(
    private readonly count: number,
    private readonly size: number,
    private readonly first = 0,
  ) {}

  /** Groups that are whole with these frames. */
  add(frames: readonly number[]): number[][] {
    for (const frame of frames) this.done.add(frame)
    const touched = new Set(frames.map((frame) => Math.floor((frame - this.first) / this.size)))
    return [...touched].map((group) => this.framesOf(group)).filter((group) => group.every((it) => this.done.has(it)))
  }

  /** These frames, and those that are decoded together with one of them. */
  around(frames: readonly number[]): Set<number> {
    const groups = new Set(frames.map((frame) => Math.floor((frame - this.first) / this.size)))
    return new Set([...groups].flatMap((group) => this.framesOf(group)))
  }

  private framesOf(group: number): number[] {
    const from = this.first + group * this.size
    return Array.from({ length: Math.min(this.size, this.count - from) }, (_, i) => from + i)
  }
}

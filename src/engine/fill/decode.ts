import type { Size } from '../../core/geometry'
import type { Picture } from '../../core/image'
import { cropLatents } from '../latents'
import { tensorPicture } from '../pixels'
import type { Runtime } from '../runtime/runtime'
import type { FrameLatents } from '../sampling/bank'
import type { Box } from './region'

/** Frames that are decoded at once, where memory allows. */
export const decodeChunkSize = 4

/** The box of some frames' clean latents [channels, grid], as pictures. */
export async function decode(
  runtime: Runtime,
  latents: readonly FrameLatents[],
  grid: Size,
  box: Box,
): Promise<Picture[]> {
  const { channels, scalingFactor } = runtime.pack.manifest.latents
  const input = cropLatents(latents, channels, grid, box)
  if (scalingFactor !== 1)
    for (let i = 0; i < input.data.length; i++) input.data[i] = (input.data[i] as number) / scalingFactor
  const { pictures } = await runtime.run('decoder', { latents: input }, ['pictures'])
  const tensor = await pictures.take()
  return latents.map((_, i) => tensorPicture(tensor, i))
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

  private framesOf(group: number): number[] {
    const from = this.first + group * this.size
    return Array.from({ length: Math.min(this.size, this.count - from) }, (_, i) => from + i)
  }
}

/// <reference path="./gifenc.d.ts" />
import { GIFEncoder } from 'gifenc'
import type { Picture } from '../../../core/image'
import type { ClipEncoder, ClipOptions } from '../../types'
import { type FileInTheMaking, Spool } from '../spool'
import { Ditherer } from './dither'
import { PaletteSampler } from './palette'
import { type GifFrame, gifFrames } from './timing'

/** The pixels that wait, and the gif itself. */
interface Files {
  frames: FileInTheMaking
  file: FileInTheMaking
}

/**
 * A gif with one palette for the whole clip, so that colours do not change from frame to frame. The
 * palette needs all frames: they wait in a spool, outside the worker's memory, and are drawn at the end.
 */
export function createGifEncoder(
  options: ClipOptions,
  { frames, file }: Files = { frames: new Spool(8 << 20), file: new Spool() },
): ClipEncoder {
  const plan = gifFrames(options.frameCount, options.fps)
  const wanted = new Set(plan.map((frame) => frame.source))
  const sampler = new PaletteSampler(plan.length)
  let count = 0
  return {
    async add(frame: Picture) {
      if (!wanted.has(count++)) return
      sampler.add(frame)
      frames.write(new Uint8Array(frame.data))
    },
    async finish() {
      try {
        return await draw(options, plan, sampler, { frames, file })
      } finally {
        frames.discard()
      }
    },
    async abandon() {
      frames.discard()
      file.discard()
    },
  }
}

async function draw(
  options: ClipOptions,
  plan: GifFrame[],
  sampler: PaletteSampler,
  { frames, file }: Files,
): Promise<Blob> {
  const { width, height } = options
  // One index means "see through": to what is behind the gif where the source is transparent, else to the
  // frame before, which is where nothing has changed and packs very well.
  const clear = 0
  const colours = sampler.palette(255)
  const palette = [[0, 0, 0], ...colours]
  const ditherer = new Ditherer(colours)
  const gif = GIFEncoder({ auto: true })
  const frameBytes = width * height * 4
  const indices = new Uint8Array(width * height)
  const previous = new Uint8Array(width * height)
  for (const [index, frame] of plan.entries()) {
    const bytes = await (await frames.slice(index * frameBytes, (index + 1) * frameBytes)).arrayBuffer()
    ditherer.draw({ width, height, data: new Uint8ClampedArray(bytes) }, 255, indices)
    for (let i = 0; i < indices.length; i++) {
      // Colours lie one further than the ditherer counts; 255 becomes 0, the clear one.
      const colour = ((indices[i] as number) + 1) & 255
      const repeats = !sampler.transparent && index > 0 && previous[i] === colour
      previous[i] = colour
      indices[i] = repeats ? clear : colour
    }
    gif.writeFrame(indices, width, height, {
      ...(index === 0 ? { palette, repeat: options.repeat ? 0 : -1 } : {}),
      transparent: true,
      transparentIndex: clear,
      // 1: the frame stays and the next is drawn over it; 2: the place is cleared first.
      dispose: sampler.transparent ? 2 : 1,
      delay: frame.delay * 10,
    })
    // What the encoder holds goes to the spool; its stream starts anew without the header.
    file.write(gif.bytes() as Uint8Array<ArrayBuffer>)
    gif.stream.reset()
  }
  gif.finish()
  file.write(gif.bytes() as Uint8Array<ArrayBuffer>)
  return file.finish('image/gif')
}

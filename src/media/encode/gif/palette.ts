/// <reference path="./gifenc.d.ts" />
import { quantize } from 'gifenc'
import type { Picture } from '../../../core/image'

/** Pixels below this alpha are transparent in a gif, the others opaque. */
export const alphaThreshold = 128

/** Pixels looked at for the palette, over the whole clip. */
const sampleLimit = 1 << 19

/**
 * Collects the colours of a clip, evenly over its frames, and makes one palette of them. Each frame is
 * sampled on a lattice that starts elsewhere than the last one's, so that what stands still is seen once
 * and not again at the same places.
 */
export class PaletteSampler {
  readonly #perFrame: number
  readonly #colours: Uint8Array
  #count = 0
  #frames = 0
  #transparent = false

  constructor(frameCount: number) {
    this.#perFrame = Math.max(256, Math.floor(sampleLimit / frameCount))
    this.#colours = new Uint8Array(this.#perFrame * frameCount * 4)
  }

  /** Whether any pixel so far is transparent in a gif. Every pixel is looked at, not only the sample. */
  get transparent(): boolean {
    return this.#transparent
  }

  add(frame: Picture): void {
    const { data } = frame
    const pixels = frame.width * frame.height
    if (!this.#transparent)
      for (let i = 3; i < data.length; i += 4)
        if ((data[i] as number) < alphaThreshold) {
          this.#transparent = true
          break
        }
    const wanted = Math.min(pixels, this.#perFrame)
    const step = pixels / wanted
    // The golden ratio spreads the starts of successive frames evenly over a step.
    const start = ((this.#frames++ * 0.618034) % 1) * step
    for (let i = 0; i < wanted; i++) {
      const at = Math.min(pixels - 1, Math.floor(start + i * step)) * 4
      if ((data[at + 3] as number) < alphaThreshold) continue
      const to = this.#count++ * 4
      this.#colours[to] = data[at] as number
      this.#colours[to + 1] = data[at + 1] as number
      this.#colours[to + 2] = data[at + 2] as number
      this.#colours[to + 3] = 255
    }
  }

  /** At most `limit` colours, [r, g, b] each; at least one. */
  palette(limit: number): number[][] {
    if (this.#count === 0) return [[0, 0, 0]]
    // A copy, because the library reads the whole buffer behind a view.
    return quantize(this.#colours.slice(0, this.#count * 4), limit, { format: 'rgb565' })
  }
}

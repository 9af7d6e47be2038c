import type { Picture } from '../../../core/image'
import { alphaThreshold } from './palette'

/** Bayer's ordered thresholds, 8 x 8, as 0.5/64 to 63.5/64: B(2n) = [[4B, 4B+2], [4B+3, 4B+1]]. */
const thresholds = bayer(8)

function bayer(size: number): Float32Array {
  let matrix = [[0]]
  while (matrix.length < size) {
    const n = matrix.length
    matrix = Array.from({ length: 2 * n }, (_, y) =>
      Array.from({ length: 2 * n }, (_, x) => {
        const base = 4 * ((matrix[y % n] as number[])[x % n] as number)
        const quarter = y < n ? (x < n ? 0 : 2) : x < n ? 3 : 1
        return base + quarter
      }),
    )
  }
  return Float32Array.from(matrix.flat(), (value) => (value + 0.5) / (size * size))
}

/**
 * Draws with few colours: each colour is shown as the pair of the palette whose mixture comes nearest to
 * it, and Bayer's thresholds say which of the two a pixel takes. The same colour at the same place is
 * always drawn the same, so what stands still does not flicker; a colour of the palette is drawn as itself.
 * (After the two-colour method of J. Yliluoma, "Arbitrary-palette positional dithering", 2011.)
 */
export class Ditherer {
  readonly #palette: readonly number[][]
  // For each colour, rounded to 6 bits a channel: first + 256 * second + 65536 * share (0..255) of the second, or -1.
  readonly #plans = new Int32Array(1 << 18).fill(-1)

  constructor(palette: readonly number[][]) {
    this.#palette = palette
  }

  /** Palette indices; pixels that are transparent take `transparentIndex`. */
  draw(frame: Picture, transparentIndex: number, out: Uint8Array): void {
    const { width, height, data } = frame
    for (let y = 0; y < height; y++) {
      const row = (y & 7) * 8
      for (let x = 0; x < width; x++) {
        const pixel = y * width + x
        const at = pixel * 4
        if ((data[at + 3] as number) < alphaThreshold) {
          out[pixel] = transparentIndex
          continue
        }
        const r = data[at] as number
        const g = data[at + 1] as number
        const b = data[at + 2] as number
        const key = ((r >> 2) << 12) | ((g >> 2) << 6) | (b >> 2)
        let plan = this.#plans[key] as number
        if (plan < 0) {
          plan = this.#plan(r, g, b)
          this.#plans[key] = plan
        }
        const second = (plan >> 16) / 256 > (thresholds[row + (x & 7)] as number)
        out[pixel] = second ? (plan >> 8) & 255 : plan & 255
      }
    }
  }

  #plan(r: number, g: number, b: number): number {
    const palette = this.#palette
    let first = 0
    let nearest = Number.POSITIVE_INFINITY
    for (let i = 0; i < palette.length; i++) {
      const [pr, pg, pb] = palette[i] as [number, number, number]
      const error = squared(pr - r, pg - g, pb - b)
      if (error < nearest) {
        nearest = error
        first = i
      }
    }
    const [ar, ag, ab] = palette[first] as [number, number, number]
    let best = nearest
    let second = first
    let share = 0
    for (let i = 0; i < palette.length; i++) {
      const [pr, pg, pb] = palette[i] as [number, number, number]
      const apart = squared(pr - ar, pg - ag, pb - ab)
      if (apart === 0) continue
      // The place on the line between both that lies nearest to the colour.
      const along = (2 * (r - ar) * (pr - ar) + 4 * (g - ag) * (pg - ag) + (b - ab) * (pb - ab)) / apart
      if (along <= 0) continue
      const t = Math.min(0.5, along)
      const error = squared(ar + (pr - ar) * t - r, ag + (pg - ag) * t - g, ab + (pb - ab) * t - b)
      // Colours far apart show as grain: that counts as an error too.
      const seen = error + 0.1 * apart * t * (1 - t)
      if (seen < best) {
        best = seen
        second = i
        share = Math.round(t * 255)
      }
    }
    return first | (second << 8) | (share << 16)
  }
}

/** Squared distance, with the eye's weights of red, green and blue roughly as 2 : 4 : 1. */
function squared(r: number, g: number, b: number): number {
  return 2 * r * r + 4 * g * g + b * b
}

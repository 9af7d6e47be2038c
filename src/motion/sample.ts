import type { Picture } from '../core/image'
import { catmullRom, cubic, keen } from './filters/cubic'

/** Steps between two pixels at which the filter is tabulated. */
const phases = 64

/** Weights of the four pixels around each phase. */
function tabulated(sharpness: number): Float32Array {
  const table = new Float32Array((phases + 1) * 4)
  for (let phase = 0; phase <= phases; phase++)
    for (let k = 0; k < 4; k++) table[4 * phase + k] = cubic(phase / phases + 1 - k, sharpness)
  return table
}

const soft = tabulated(catmullRom)
const sharp = tabulated(keen)

/** Red, green, blue and alpha of the last `sample` or `sampleKeen`. */
export const sampled = new Float32Array(4)

/**
 * The picture at a place in its own pixels (centre of the first: 0.5) by Catmull-Rom, clamped at the
 * border; exact on pixel centres. Answers in `sampled`.
 */
export function sample(picture: Picture, x: number, y: number, alpha: boolean): void {
  convolve(picture, x, y, alpha, soft)
}

/** The same by the keen filter, for what flows. */
export function sampleKeen(picture: Picture, x: number, y: number): void {
  convolve(picture, x, y, true, sharp)
}

function convolve(picture: Picture, x: number, y: number, alpha: boolean, table: Float32Array): void {
  const { width, height, data } = picture
  const px = x - 0.5
  const py = y - 0.5
  let left = Math.floor(px)
  let top = Math.floor(py)
  const phaseX = 4 * Math.round((px - left) * phases)
  const phaseY = 4 * Math.round((py - top) * phases)
  left--
  top--
  let r = 0
  let g = 0
  let b = 0
  let a = 0
  if (left >= 0 && top >= 0 && left + 3 < width && top + 3 < height) {
    const x0 = table[phaseX] as number
    const x1 = table[phaseX + 1] as number
    const x2 = table[phaseX + 2] as number
    const x3 = table[phaseX + 3] as number
    let at = 4 * (top * width + left)
    const stride = 4 * width
    for (let k = 0; k < 4; k++) {
      const share = table[phaseY + k] as number
      if (share !== 0) {
        r +=
          share *
          (x0 * (data[at] as number) +
            x1 * (data[at + 4] as number) +
            x2 * (data[at + 8] as number) +
            x3 * (data[at + 12] as number))
        g +=
          share *
          (x0 * (data[at + 1] as number) +
            x1 * (data[at + 5] as number) +
            x2 * (data[at + 9] as number) +
            x3 * (data[at + 13] as number))
        b +=
          share *
          (x0 * (data[at + 2] as number) +
            x1 * (data[at + 6] as number) +
            x2 * (data[at + 10] as number) +
            x3 * (data[at + 14] as number))
        if (alpha)
          a +=
            share *
            (x0 * (data[at + 3] as number) +
              x1 * (data[at + 7] as number) +
              x2 * (data[at + 11] as number) +
              x3 * (data[at + 15] as number))
      }
      at += stride
    }
  } else {
    for (let k = 0; k < 4; k++) {
      const row = Math.min(height - 1, Math.max(0, top + k)) * width
      for (let j = 0; j < 4; j++) {
        const share = (table[phaseY + k] as number) * (table[phaseX + j] as number)
        const at = 4 * (row + Math.min(width - 1, Math.max(0, left + j)))
        r += share * (data[at] as number)
        g += share * (data[at + 1] as number)
        b += share * (data[at + 2] as number)
        a += share * (data[at + 3] as number)
      }
    }
  }
  sampled[0] = r
  sampled[1] = g
  sampled[2] = b
  sampled[3] = a
}

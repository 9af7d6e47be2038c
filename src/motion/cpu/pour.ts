import type { Size } from '../../core/geometry'
import type { Picture } from '../../core/image'
import { coverOf } from '../fluid/cover'
import { stride } from '../fluid/moment'
import type { FluidLayer } from '../fluid/types'
import type { Prepared } from '../prepare'
import { sample, sampled } from '../sample'

/** Draws a moment of a fluid over what it covers. */
export function pour(picture: Size, ready: Prepared, layer: FluidLayer, moment: Float32Array, frame: Picture): void {
  const { columns, rows } = layer.lattice
  const { width, height } = frame
  const { data: cover, top, bottom, left, right } = coverOf(layer, ready.size)
  const source = ready.plate
  const withAlpha = !ready.opaque
  const [perX, perY] = [width / picture.width, height / picture.height]
  const out = frame.data
  const line = new Float32Array(stride * columns)
  const now = new Float32Array(stride)
  for (let y = top; y < bottom; y++) {
    const gy = ((y + 0.5) / height) * (rows - 1)
    const row = Math.min(rows - 2, Math.floor(gy))
    lineOf(moment, row * columns * stride, columns * stride, gy - row, line)
    for (let x = left; x < right; x++) {
      const share = cover[y * width + x] as number
      if (share === 0) continue
      const gx = ((x + 0.5) / width) * (columns - 1)
      const column = Math.min(columns - 2, Math.floor(gx))
      const fx = gx - column
      const from = column * stride
      for (let k = 0; k < stride; k++) {
        const before = line[from + k] as number
        now[k] = before + ((line[from + stride + k] as number) - before) * fx
      }
      const [first, second] = [now[4] as number, now[5] as number]
      let r = now[6] as number
      let g = now[7] as number
      let b = now[8] as number
      let a = 0
      if (first !== 0) {
        sample(source, x + 0.5 + (now[0] as number) * perX, y + 0.5 + (now[1] as number) * perY, withAlpha)
        r += first * (sampled[0] as number)
        g += first * (sampled[1] as number)
        b += first * (sampled[2] as number)
        a += first * (sampled[3] as number)
      }
      if (second !== 0) {
        sample(source, x + 0.5 + (now[2] as number) * perX, y + 0.5 + (now[3] as number) * perY, withAlpha)
        r += second * (sampled[0] as number)
        g += second * (sampled[1] as number)
        b += second * (sampled[2] as number)
        a += second * (sampled[3] as number)
      }
      const at = 4 * (y * width + x)
      if (share === 255) {
        out[at] = r
        out[at + 1] = g
        out[at + 2] = b
        if (withAlpha) out[at + 3] = a / (first + second)
      } else {
        const mixed = share / 255
        out[at] = (out[at] as number) + (r - (out[at] as number)) * mixed
        out[at + 1] = (out[at + 1] as number) + (g - (out[at + 1] as number)) * mixed
        out[at + 2] = (out[at + 2] as number) + (b - (out[at + 2] as number)) * mixed
        if (withAlpha) out[at + 3] = (out[at + 3] as number) + (a / (first + second) - (out[at + 3] as number)) * mixed
      }
    }
  }
}

/** A line between two rows of a moment. */
function lineOf(moment: Float32Array, from: number, count: number, share: number, out: Float32Array): void {
  for (let i = 0; i < count; i++) {
    const upper = moment[from + i] as number
    out[i] = upper + ((moment[from + count + i] as number) - upper) * share
  }
}

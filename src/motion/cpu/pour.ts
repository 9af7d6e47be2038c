import type { Picture } from '../../core/image'
import { stride } from '../fluid/moment'
import { onHead, poolOf } from '../fluid/pool'
import type { FluidLayer } from '../fluid/types'
import type { Prepared } from '../prepare'
import { sampled, sampleKeen } from '../sample'
import type { MotionField } from '../types'

/** Draws a moment of a fluid over what it covers: of each cell, row by row, what its points say in between. */
export function pour(
  ready: Prepared,
  layer: FluidLayer,
  moment: Float32Array,
  { picture, heads }: Pick<MotionField, 'picture' | 'heads'>,
  frame: Picture,
): void {
  const { columns, rows } = layer.lattice
  const { width, height } = frame
  const pool = poolOf(layer, ready.plate)
  const { cover } = pool
  const source = onHead(layer, heads) ? ready.still : pool.source
  const { top, bottom, left, right } = cover
  const cell = width / (columns - 1)
  const line = new Float32Array(stride * columns)
  const now = new Float32Array(stride)
  const step = new Float32Array(stride)
  const [scaleX, scaleY] = [width / picture.width, height / picture.height]
  for (let y = top; y < bottom; y++) {
    const gy = ((y + 0.5) / height) * (rows - 1)
    const row = Math.min(rows - 2, Math.floor(gy))
    lineOf(moment, row * columns * stride, columns * stride, gy - row, scaleX, scaleY, line)
    for (let column = Math.floor(left / cell); column * cell < right; column++) {
      const from = Math.max(left, Math.ceil(column * cell - 0.5))
      const to = Math.min(right, Math.ceil((column + 1) * cell - 0.5))
      if (from >= to) continue
      const into = (from + 0.5) / cell - column
      for (let k = 0; k < stride; k++) {
        const before = line[column * stride + k] as number
        const rise = (line[(column + 1) * stride + k] as number) - before
        step[k] = rise / cell
        now[k] = before + rise * into
      }
      pourRun(source, ready.opaque, cover.data, y, from, to, now, step, frame)
    }
  }
}

/** One row of one cell: what is read and how much it counts goes on evenly from pixel to pixel. */
function pourRun(
  source: Picture,
  opaque: boolean,
  cover: Uint8Array,
  y: number,
  from: number,
  to: number,
  now: Float32Array,
  step: Float32Array,
  frame: Picture,
): void {
  const out = frame.data
  for (let x = from; x < to; x++) {
    const share = cover[y * frame.width + x] as number
    if (share !== 0) {
      const first = now[4] as number
      const second = now[5] as number
      let r = now[6] as number
      let g = now[7] as number
      let b = now[8] as number
      let a = 0
      if (first > 1e-4) {
        sampleKeen(source, x + 0.5 + (now[0] as number), y + 0.5 + (now[1] as number))
        r += first * (sampled[0] as number)
        g += first * (sampled[1] as number)
        b += first * (sampled[2] as number)
        a += first * (sampled[3] as number)
      }
      if (second > 1e-4) {
        sampleKeen(source, x + 0.5 + (now[2] as number), y + 0.5 + (now[3] as number))
        r += second * (sampled[0] as number)
        g += second * (sampled[1] as number)
        b += second * (sampled[2] as number)
        a += second * (sampled[3] as number)
      }
      const at = 4 * (y * frame.width + x)
      const mixed = share / 255
      out[at] = (out[at] as number) + (r - (out[at] as number)) * mixed
      out[at + 1] = (out[at + 1] as number) + (g - (out[at + 1] as number)) * mixed
      out[at + 2] = (out[at + 2] as number) + (b - (out[at + 2] as number)) * mixed
      if (!opaque) out[at + 3] = (out[at + 3] as number) + (a / (first + second) - (out[at + 3] as number)) * mixed
    }
    for (let k = 0; k < stride; k++) now[k] = (now[k] as number) + (step[k] as number)
  }
}

/** A line between two rows of a moment, ways in the frame's pixels. */
function lineOf(
  moment: Float32Array,
  from: number,
  count: number,
  share: number,
  scaleX: number,
  scaleY: number,
  out: Float32Array,
): void {
  for (let i = 0; i < count; i++) {
    const upper = moment[from + i] as number
    const value = upper + ((moment[from + count + i] as number) - upper) * share
    const field = i % stride
    out[i] = field > 3 ? value : value * (field % 2 === 0 ? scaleX : scaleY)
  }
}

import type { Picture } from '../../core/image'
import { smoothstep } from '../curve'
import { sample, sampled } from '../sample'
import { type Outline, pixelsOf } from './outline'

/** The darkest colour along the upper lid, as the mean of what its parts have. */
export function lashLine(still: Picture, outline: Outline, width: number): [number, number, number] {
  const sum = [0, 0, 0]
  for (let k = 1; k < 8; k++) {
    let [dark, colour] = [Number.POSITIVE_INFINITY, [0, 0, 0]]
    for (let step = -4; step <= 4; step++) {
      sample(still, outline[2 * k] as number, (outline[2 * k + 1] as number) + (step * 0.07 * width) / 4, false)
      const value = (sampled[0] as number) + (sampled[1] as number) + (sampled[2] as number)
      if (value < dark) [dark, colour] = [value, [...sampled.subarray(0, 3)]]
    }
    colour.forEach((value, c) => {
      sum[c] = (sum[c] as number) + Math.max(0, value) / 7
    })
  }
  return sum as [number, number, number]
}

/** A tapered dark line where closed lids meet. */
export function drawLashes(out: Picture, now: Outline, line: readonly number[], closed: number, width: number): void {
  if (closed <= 0) return
  const lid = now.subarray(0, 18)
  const [left, top, right, bottom] = pixelsOf(lid, 3, out.width, out.height)
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const { distance, along } = nearest(lid, x + 0.5, y + 0.5)
      const half = Math.max(0.45, 0.022 * width) * (0.35 + 0.65 * Math.sin(Math.PI * Math.min(1, 0.15 + 0.8 * along)))
      const cover = 0.8 * closed * (1 - smoothstep(half - 0.4, half + 0.6, distance))
      if (cover <= 0) continue
      const at = 4 * (y * out.width + x)
      for (let c = 0; c < 3; c++) {
        const below = out.data[at + c] as number
        out.data[at + c] = below + (Math.min(below, line[c] as number) - below) * cover
      }
    }
}

function nearest(line: Outline, x: number, y: number): { distance: number; along: number } {
  const count = line.length / 2
  let [least, along] = [Number.POSITIVE_INFINITY, 0]
  for (let i = 0; i + 1 < count; i++) {
    const [ax, ay] = [line[2 * i] as number, line[2 * i + 1] as number]
    const [ex, ey] = [(line[2 * i + 2] as number) - ax, (line[2 * i + 3] as number) - ay]
    const share = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1e-9)))
    const square = (x - ax - share * ex) ** 2 + (y - ay - share * ey) ** 2
    if (square < least) [least, along] = [square, (i + share) / (count - 1)]
  }
  return { distance: Math.sqrt(least), along }
}

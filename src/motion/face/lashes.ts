import type { Picture } from '../../core/image'
import { smoothstep } from '../curve'
import { sample, sampled } from '../sample'
import { type Outline, pixelsOf } from './outline'

/**
 * The darkest colour along the upper lid: the mean of the darker half of its parts, for some show no lashes.
 * @param reach how far from the lid's border it is looked for, in the eye's width
 */
export function lashLine(still: Picture, outline: Outline, width: number, reach: number): [number, number, number] {
  const parts: { value: number; colour: number[] }[] = []
  for (let k = 1; k < 8; k++) {
    let darkest = { value: Number.POSITIVE_INFINITY, colour: [0, 0, 0] }
    for (let step = -4; step <= 4; step++) {
      sample(still, outline[2 * k] as number, (outline[2 * k + 1] as number) + (step * reach * width) / 4, false)
      const value = (sampled[0] as number) + (sampled[1] as number) + (sampled[2] as number)
      if (value < darkest.value) darkest = { value, colour: [...sampled.subarray(0, 3)] }
    }
    parts.push(darkest)
  }
  const dark = parts.toSorted((a, b) => a.value - b.value).slice(0, 4)
  return [0, 1, 2].map((c) =>
    dark.reduce((sum, { colour }) => sum + Math.max(0, colour[c] as number) / dark.length, 0),
  ) as [number, number, number]
}

/** A tapered dark line where closed lids meet. @param cover how much of it is seen, 0..1 */
export function drawLashes(out: Picture, now: Outline, line: readonly number[], cover: number, width: number): void {
  if (cover <= 0) return
  const thick = Math.max(0.45, 0.022 * width)
  const lid = now.subarray(0, 18)
  const [left, top, right, bottom] = pixelsOf(lid, 2 + thick, out.width, out.height)
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const { distance, along } = nearest(lid, x + 0.5, y + 0.5)
      const half = thick * (0.35 + 0.65 * Math.sin(Math.PI * Math.min(1, 0.15 + 0.8 * along)))
      const share = cover * (1 - smoothstep(half - 0.4, half + 0.6, distance))
      if (share <= 0) continue
      const at = 4 * (y * out.width + x)
      for (let c = 0; c < 3; c++) {
        const below = out.data[at + c] as number
        out.data[at + c] = below + (Math.min(below, line[c] as number) - below) * share
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

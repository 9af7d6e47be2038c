import type { Point } from '../core/geometry'
import type { Plane } from '../core/image'

/**
 * Keeps of a membership only what hangs together with a held point (places in its own pixels), and
 * closes holes that are small beside it: a spot that stays behind inside a moving thing is never meant.
 */
export function keepHeld(member: Plane, held: readonly Point[]): void {
  const { width, height, data } = member
  const belongs = Uint8Array.from(data, (value) => (value > 0.35 ? 1 : 0))
  const kept = new Uint8Array(width * height)
  for (const point of held) {
    const start = nearest(belongs, width, height, point)
    if (start >= 0 && kept[start] === 0) flood(belongs, 1, start, width, height, kept)
  }
  let area = 0
  for (const flag of kept) area += flag
  const seen = new Uint8Array(width * height)
  for (let i = 0; i < kept.length; i++) {
    if (kept[i] === 1 || seen[i] === 1) continue
    const region = flood(kept, 0, i, width, height, seen)
    const hole = !region.border && region.pixels.length < Math.max(12, 0.04 * area)
    for (const j of region.pixels) {
      if (hole) data[j] = 1
      else if (belongs[j] === 1) data[j] = 0
    }
  }
}

function nearest(belongs: Uint8Array, width: number, height: number, point: Point): number {
  const [px, py] = [Math.floor(point.x), Math.floor(point.y)]
  for (let radius = 0; radius <= 4; radius++)
    for (let y = py - radius; y <= py + radius; y++)
      for (let x = px - radius; x <= px + radius; x++)
        if (x >= 0 && y >= 0 && x < width && y < height && belongs[y * width + x] === 1) return y * width + x
  return -1
}

function flood(
  plane: Uint8Array,
  value: number,
  start: number,
  width: number,
  height: number,
  seen: Uint8Array,
): { pixels: number[]; border: boolean } {
  const pixels = [start]
  let border = false
  seen[start] = 1
  for (let k = 0; k < pixels.length; k++) {
    const i = pixels[k] as number
    const x = i % width
    const y = (i - x) / width
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) border = true
    const visit = (j: number) => {
      if (plane[j] === value && seen[j] === 0) {
        seen[j] = 1
        pixels.push(j)
      }
    }
    if (x > 0) visit(i - 1)
    if (x + 1 < width) visit(i + 1)
    if (y > 0) visit(i - width)
    if (y + 1 < height) visit(i + width)
  }
  return { pixels, border }
}

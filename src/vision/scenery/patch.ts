import type { Plane } from '../../core/image'
import { dilate, erode } from '../../motion/filters/extreme'

/** A connected area of a plane. */
export interface Patch {
  /** 1 inside, 0 outside. */
  inside: Plane
  /** Share of the plane. */
  area: number
  left: number
  top: number
  right: number
  bottom: number
}

/** Closes gaps and cuts off threads narrower than twice the radius. */
export function tidied(plane: Plane, radius: number): Plane {
  const closed = erode(dilate(plane, radius), radius)
  return dilate(erode(closed, radius), radius)
}

/** All connected areas above one half, the largest first. Edges are exclusive on the right and below. */
export function patchesOf(plane: Plane): Patch[] {
  const { width, height, data } = plane
  const seen = new Uint8Array(data.length)
  const found: Patch[] = []
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] as number) <= 0.5) continue
    const inside = { width, height, data: new Float32Array(data.length) }
    const patch: Patch = { inside, area: 0, left: width, top: height, right: 0, bottom: 0 }
    const queue = [start]
    seen[start] = 1
    for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
      const [x, y] = [i % width, Math.floor(i / width)]
      inside.data[i] = 1
      patch.area += 1 / data.length
      patch.left = Math.min(patch.left, x)
      patch.right = Math.max(patch.right, x + 1)
      patch.top = Math.min(patch.top, y)
      patch.bottom = Math.max(patch.bottom, y + 1)
      for (const [j, ok] of [
        [i - 1, x > 0],
        [i + 1, x + 1 < width],
        [i - width, y > 0],
        [i + width, y + 1 < height],
      ] as const) {
        if (!ok || seen[j] || (data[j] as number) <= 0.5) continue
        seen[j] = 1
        queue.push(j)
      }
    }
    found.push(patch)
  }
  return found.sort((a, b) => b.area - a.area)
}

/** Share of a row of the plane that a patch covers. */
export function rowShare({ inside }: Patch, row: number): number {
  const { width, data } = inside
  let sum = 0
  for (let x = 0; x < width; x++) sum += data[row * width + x] as number
  return sum / width
}

/** Mean of values over a patch, and their standard deviation. */
export function statistics({ inside }: Patch, values: Float32Array): { mean: number; deviation: number } {
  let [count, sum, squares] = [0, 0, 0]
  inside.data.forEach((flag, i) => {
    if (flag === 0) return
    const value = values[i] as number
    count++
    sum += value
    squares += value * value
  })
  const mean = sum / Math.max(1, count)
  return { mean, deviation: Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) }
}

import type { Point } from '../../core/geometry'
import { distance } from '../../core/geometry'

/** More points than this are a nuisance to edit. */
const mostPoints = 10

/**
 * A freehand trail as a handful of points that a curve passes through: the trail is resampled evenly,
 * calmed by a small moving average (both ends stay where the hand was), and thinned by Ramer (1972) and
 * Douglas and Peucker (1973), the tolerance growing until few enough remain.
 *
 * `tolerance` in picture pixels: how far the curve may leave the calmed trail.
 */
export function strokePoints(trail: readonly Point[], tolerance: number): Point[] {
  const calm = calmed(resampled(trail, Math.max(tolerance, 0.5)), 3)
  let allowed = Math.max(tolerance, trailLength(calm) * 0.012)
  let points = thinned(calm, allowed)
  while (points.length > mostPoints) {
    allowed *= 1.4
    points = thinned(calm, allowed)
  }
  return points.map(({ x, y }) => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }))
}

export function trailLength(trail: readonly Point[]): number {
  let length = 0
  for (let i = 1; i < trail.length; i++) length += distance(trail[i] as Point, trail[i - 1] as Point)
  return length
}

function resampled(trail: readonly Point[], step: number): Point[] {
  const first = trail[0]
  const last = trail.at(-1)
  if (!first || !last) return []
  const even: Point[] = [first]
  let carried = 0
  for (let i = 1; i < trail.length; i++) {
    const [a, b] = [trail[i - 1] as Point, trail[i] as Point]
    const length = distance(a, b)
    for (let at = step - carried; at <= length && length > 0; at += step)
      even.push({ x: a.x + ((b.x - a.x) * at) / length, y: a.y + ((b.y - a.y) * at) / length })
    carried = (carried + length) % step
  }
  if (distance(even.at(-1) as Point, last) < step / 2 && even.length > 1) even.pop()
  even.push(last)
  return even
}

function calmed(trail: readonly Point[], reach: number): Point[] {
  return trail.map((point, index) => {
    const width = Math.min(reach, index, trail.length - 1 - index)
    if (width === 0) return point
    let [x, y] = [0, 0]
    for (let i = index - width; i <= index + width; i++) {
      x += (trail[i] as Point).x
      y += (trail[i] as Point).y
    }
    return { x: x / (2 * width + 1), y: y / (2 * width + 1) }
  })
}

function thinned(trail: readonly Point[], tolerance: number): Point[] {
  const keep = new Uint8Array(trail.length)
  const spans: [number, number][] = [[0, trail.length - 1]]
  keep[0] = 1
  keep[trail.length - 1] = 1
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    let [worst, at] = [tolerance, -1]
    for (let i = from + 1; i < to; i++) {
      const off = distanceToSegment(trail[i] as Point, trail[from] as Point, trail[to] as Point)
      if (off > worst) [worst, at] = [off, i]
    }
    if (at < 0) continue
    keep[at] = 1
    spans.push([from, at], [at, to])
  }
  return trail.filter((_, index) => keep[index] === 1)
}

/** Distance from a point to the straight line between two others, ends included. */
export function distanceToSegment(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const square = dx * dx + dy * dy
  const share = square > 0 ? Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / square)) : 0
  return Math.hypot(point.x - a.x - dx * share, point.y - a.y - dy * share)
}

import type { EyePoints } from '../../core/face/points'

/** A closed line, x and y interleaved. */
export type Outline = Float32Array

/** Points of a list of landmarks [n, 3] as an outline. */
export function outlineOf(points: Float32Array, indices: readonly number[], scaleX = 1, scaleY = 1): Outline {
  return Float32Array.from(
    indices.flatMap((i) => [(points[3 * i] as number) * scaleX, (points[3 * i + 1] as number) * scaleY]),
  )
}

/** How deep a place lies within an outline, in its own unit; negative outside. */
export function depthIn(outline: Outline, x: number, y: number): number {
  const count = outline.length / 2
  let inside = false
  let least = Number.POSITIVE_INFINITY
  for (let i = 0, j = count - 1; i < count; j = i++) {
    const [ax, ay] = [outline[2 * i] as number, outline[2 * i + 1] as number]
    const [bx, by] = [outline[2 * j] as number, outline[2 * j + 1] as number]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    const [ex, ey] = [bx - ax, by - ay]
    const length = ex * ex + ey * ey
    const along = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / length)) : 0
    const [px, py] = [x - ax - along * ex, y - ay - along * ey]
    const square = px * px + py * py
    if (square < least) least = square
  }
  return inside ? Math.sqrt(least) : -Math.sqrt(least)
}

/** The whole pixels that an outline touches, with a margin, within a size: left, top, right (past), bottom (past). */
export function pixelsOf(
  outline: Outline,
  margin: number,
  width: number,
  height: number,
): [number, number, number, number] {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0]
  for (let i = 0; i < outline.length; i += 2) {
    left = Math.min(left, outline[i] as number)
    right = Math.max(right, outline[i] as number)
    top = Math.min(top, outline[i + 1] as number)
    bottom = Math.max(bottom, outline[i + 1] as number)
  }
  return [
    Math.max(0, Math.floor(left - margin)),
    Math.max(0, Math.floor(top - margin)),
    Math.min(width, Math.ceil(right + margin)),
    Math.min(height, Math.ceil(bottom + margin)),
  ]
}

/** The similarity in the plane that carries one pair of places to another: (x, y) -> (a x - b y + c, b x + a y + d). */
export interface PlaneSimilarity {
  a: number
  b: number
  c: number
  d: number
}

export function carrying(
  from: readonly [number, number, number, number],
  to: readonly [number, number, number, number],
): PlaneSimilarity {
  const [fx, fy] = [from[2] - from[0], from[3] - from[1]]
  const [tx, ty] = [to[2] - to[0], to[3] - to[1]]
  const square = fx * fx + fy * fy || 1e-9
  const a = (tx * fx + ty * fy) / square
  const b = (ty * fx - tx * fy) / square
  return { a, b, c: to[0] - a * from[0] + b * from[1], d: to[1] - b * from[0] - a * from[1] }
}

/** The outline of an eye, once around. */
export function eyeOutline(eye: EyePoints): number[] {
  return [...eye.upper, ...eye.lower.slice(1, -1).toReversed()]
}

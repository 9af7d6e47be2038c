import type { Point } from '../../../../core/geometry'
import type { Plane } from '../../../../core/image'

/** What of a thing moves: where, held at which point, along which line. */
export interface Target {
  /** How much each cell of the shape's grid belongs to it, 0..1. */
  member: Plane
  /** Where each cell lies along it, 0 where it is held to 1 at its free end. */
  along: Plane
  /** From where it is held to its free end, picture pixels. */
  spine: Point[]
  /** -1: of the picture's left half, 1: of its right one, 0: of both. */
  side: -1 | 0 | 1
}

export const pivotOf = (target: Target): Point => target.spine[0] as Point
export const tipOf = (target: Target): Point => target.spine.at(-1) as Point

export function lengthOf(target: Target): number {
  const [a, b] = [pivotOf(target), tipOf(target)]
  return Math.hypot(b.x - a.x, b.y - a.y)
}

/** The place at a share of the way along a line. */
export function placeAlong(spine: readonly Point[], share: number): Point {
  const ways = [0]
  for (let i = 1; i < spine.length; i++) {
    const [a, b] = [spine[i - 1] as Point, spine[i] as Point]
    ways.push((ways[i - 1] as number) + Math.hypot(b.x - a.x, b.y - a.y))
  }
  const wanted = share * (ways.at(-1) as number)
  let i = 1
  while (i < spine.length - 1 && (ways[i] as number) < wanted) i++
  const [a, b] = [spine[i - 1] as Point, spine[Math.min(i, spine.length - 1)] as Point]
  const [from, to] = [ways[i - 1] as number, ways[i] ?? 0]
  const part = to > from ? Math.min(1, Math.max(0, (wanted - from) / (to - from))) : 0
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part }
}

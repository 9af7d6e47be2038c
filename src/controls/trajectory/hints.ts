import type { Point } from '../../core/geometry'
import { distance } from '../../core/geometry'
import type { Hint, TrackKnot } from '../../core/hint'
import type { TrajectoryState } from './state'

/** Knots between two neighbouring points of the path. */
const knotsPerSegment = 12

/**
 * The path as a track: a centripetal Catmull-Rom curve through the points (Yuksel, Schaefer and
 * Keyser 2011: no loops, no overshoot), passed at the points' times. `span` is the time of the last
 * frame, at which a path without times ends.
 */
export function trajectoryHints(control: string, state: TrajectoryState, span: number): Hint[] {
  const points = state.points
  const first = points[0]
  if (!first || points.length < 2) return []
  const times = pointTimes(state.points, span)
  const knots: TrackKnot[] = []
  for (let segment = 0; segment + 1 < points.length; segment++) {
    const piece = curveSegment(points, segment)
    const lengths = piece.map((point, index) => (index === 0 ? 0 : distance(point, piece[index - 1] as Point)))
    const total = lengths.reduce((sum, length) => sum + length, 0)
    const [from, to] = [times[segment] as number, times[segment + 1] as number]
    let passed = 0
    piece.forEach((point, index) => {
      passed += lengths[index] as number
      if (index === 0 && segment > 0) return
      const share = total > 0 ? passed / total : index / knotsPerSegment
      knots.push({
        x: first.x + (point.x - first.x) * state.strength,
        y: first.y + (point.y - first.y) * state.strength,
        time: from + (to - from) * share,
      })
    })
  }
  return [{ kind: 'track', control, knots, ...(state.region && { region: state.region }) }]
}

/** A time for every point: the given ones kept, the others at even speed between them (or over the clip). */
export function pointTimes(points: TrajectoryState['points'], span: number): number[] {
  const along = [0]
  for (let i = 1; i < points.length; i++)
    along.push((along[i - 1] as number) + distance(points[i] as Point, points[i - 1] as Point))
  const known = points.map((point) => point.time)
  const lastGiven = known.reduce<number>((high, time) => Math.max(high, time ?? 0), 0)
  if (known[0] === undefined) known[0] = 0
  if (points.length > 1 && known.at(-1) === undefined) known[points.length - 1] = Math.max(span, lastGiven)
  let before = 0
  return known.map((time, index) => {
    if (time !== undefined) {
      before = index
      return time
    }
    let after = index + 1
    while (known[after] === undefined) after++
    const [a, b] = [known[before] as number, known[after] as number]
    const [from, to] = [along[before] as number, along[after] as number]
    const share = to > from ? ((along[index] as number) - from) / (to - from) : (index - before) / (after - before)
    return a + (b - a) * share
  })
}

function curveSegment(points: readonly Point[], segment: number): Point[] {
  const b = points[segment] as Point
  const c = points[segment + 1] as Point
  const a = points[segment - 1] ?? mirror(b, c)
  const d = points[segment + 2] ?? mirror(c, b)
  // Centripetal parametrisation: knots at the square root of the chord lengths.
  const t1 = Math.sqrt(distance(a, b)) || 1e-6
  const t2 = t1 + (Math.sqrt(distance(b, c)) || 1e-6)
  const t3 = t2 + (Math.sqrt(distance(c, d)) || 1e-6)
  const piece: Point[] = []
  for (let i = 0; i <= knotsPerSegment; i++) {
    const t = t1 + ((t2 - t1) * i) / knotsPerSegment
    const ab = mix(a, b, t / t1)
    const bc = mix(b, c, (t - t1) / (t2 - t1))
    const cd = mix(c, d, (t - t2) / (t3 - t2))
    const abc = mix(ab, bc, t / t2)
    const bcd = mix(bc, cd, (t - t1) / (t3 - t1))
    piece.push(mix(abc, bcd, (t - t1) / (t2 - t1)))
  }
  return piece
}

function mirror(at: Point, other: Point): Point {
  return { x: 2 * at.x - other.x, y: 2 * at.y - other.y }
}

function mix(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}

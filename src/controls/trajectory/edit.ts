import type { Point } from '../../core/geometry'
import { distance } from '../../core/geometry'
import { trackAt } from '../../core/hint'
import type { Grip } from '../gesture'
import { pointTimes, trajectoryHints } from './hints'
import type { TrajectoryState } from './state'
import { distanceToSegment } from './stroke'

/** Places along the drawn curve, with the point before each. */
export function curve(state: TrajectoryState): (Point & { segment: number })[] {
  const points = state.points
  if (points.length < 2) return points.map((point) => ({ ...point, segment: 0 }))
  // The path itself, whatever part of it is travelled: one second a segment.
  const timed = points.map(({ x, y }, time) => ({ x, y, time }))
  const [track] = trajectoryHints('', { ...state, points: timed, strength: 1 }, points.length - 1)
  if (track?.kind !== 'track') return []
  return track.knots.map(({ x, y, time }) => ({ x, y, segment: Math.min(Math.floor(time), points.length - 2) }))
}

/** What of the path lies within `slop` of a place: its points first (the last before the first), then its line. */
export function trajectoryGrip(state: TrajectoryState, at: Point, slop: number): Grip | null {
  let nearest: { index: number; off: number } | null = null
  for (let index = state.points.length - 1; index >= 0; index--) {
    const off = distance(state.points[index] as Point, at)
    if (off <= slop && (!nearest || off < nearest.off)) nearest = { index, off }
  }
  if (nearest) return { part: 'point', index: nearest.index }
  const places = curve(state)
  for (let i = 1; i < places.length; i++) {
    const [a, b] = [places[i - 1] as Point & { segment: number }, places[i] as Point]
    if (distanceToSegment(at, a, b) <= slop) return { part: 'path', index: a.segment }
  }
  return null
}

/** The path with what is held moved by `by`. Held by its line or not at all, it moves as a whole. */
export function trajectoryMoved(state: TrajectoryState, grip: Grip | null, by: Point): TrajectoryState {
  const one = grip?.part === 'point' ? grip.index : null
  return {
    ...state,
    points: state.points.map((point, index) =>
      one === null || one === index ? { ...point, x: tidy(point.x + by.x), y: tidy(point.y + by.y) } : point,
    ),
  }
}

/** A point more, between `segment` and the one after it; where it sits in time follows from its neighbours. */
export function withPoint(state: TrajectoryState, segment: number, at: Point): TrajectoryState {
  return { ...state, points: state.points.toSpliced(segment + 1, 0, { x: tidy(at.x), y: tidy(at.y) }) }
}

/** A point less; null when nothing would be left that moves. */
export function withoutPoint(state: TrajectoryState, index: number): TrajectoryState | null {
  return state.points.length > 2 ? { ...state, points: state.points.toSpliced(index, 1) } : null
}

/** When the path begins and ends, in seconds. */
export function timesOf(state: TrajectoryState, span: number): { start: number; end: number } {
  const times = pointTimes(state.points, span)
  return { start: times[0] ?? 0, end: times.at(-1) ?? span }
}

/** The path from `start` to `end` seconds; times given between are carried along in proportion. */
export function retimed(state: TrajectoryState, start: number, end: number, span: number): TrajectoryState {
  const before = timesOf(state, span)
  const from = Math.max(0, start)
  const to = Math.max(from, end)
  const last = state.points.length - 1
  return {
    ...state,
    points: state.points.map((point, index) => {
      if (index === 0) return { ...point, time: hundredth(from) }
      if (index === last) return { ...point, time: hundredth(to) }
      if (point.time === undefined) return point
      const share = before.end > before.start ? (point.time - before.start) / (before.end - before.start) : 0
      return { ...point, time: hundredth(from + (to - from) * share) }
    }),
  }
}

/** One point's time, kept between its timed neighbours so that time never runs backwards; undefined: even speed. */
export function withTime(state: TrajectoryState, index: number, time: number | undefined): TrajectoryState {
  const points = state.points
  const given = (list: typeof points) => list.flatMap((point) => (point.time === undefined ? [] : [point.time]))
  const low = Math.max(0, ...given(points.slice(0, index)))
  const high = Math.min(...given(points.slice(index + 1)), 36000)
  const value = time === undefined ? undefined : Math.min(high, Math.max(low, time))
  return { ...state, points: points.map((point, at) => (at === index ? { ...point, time: value } : point)) }
}

/** Where the thing is in each frame whose moment is given, so that speed can be seen. */
export function dotsOf(state: TrajectoryState, span: number, moments: readonly number[]): Point[] {
  const [track] = trajectoryHints('', state, span)
  if (track?.kind !== 'track') return []
  return moments.map((moment) => trackAt(track, moment))
}

function tidy(value: number): number {
  return Math.round(value * 10) / 10
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100
}

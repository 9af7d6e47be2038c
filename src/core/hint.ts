import type { Point } from './geometry'
import type { Mask } from './image'

/** A sampled moment of a track: where the point is (picture pixels) at `time` (seconds). */
export interface TrackKnot extends Point {
  time: number
}

/**
 * A point of the picture and where it goes: knots in order of time, dense enough to be joined by
 * straight lines. Before the first knot and after the last it rests. `knots[0]` is where it sits in the still.
 */
export interface TrackHint {
  kind: 'track'
  /** The control that asked for it. */
  control: string
  knots: TrackKnot[]
}

/** A point that stays where it is. */
export interface StillHint extends Point {
  kind: 'still'
  control: string
}

/** An area in which the result is the source, whatever else is asked. */
export interface FreezeHint {
  kind: 'freeze'
  control: string
  mask: Mask
}

/** What a control asks of the motion field: pure data over time, in picture pixels and seconds. */
export type Hint = TrackHint | StillHint | FreezeHint

/** Where a track is at a time, by linear interpolation of its knots; clamped at both ends. */
export function trackAt(track: TrackHint, time: number): Point {
  const knots = track.knots
  let high = knots.length - 1
  const last = knots[high]
  const first = knots[0]
  if (!first || !last) return { x: 0, y: 0 }
  if (time <= first.time) return { x: first.x, y: first.y }
  if (time >= last.time) return { x: last.x, y: last.y }
  let low = 0
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((knots[middle] as TrackKnot).time <= time) low = middle
    else high = middle
  }
  const a = knots[low] as TrackKnot
  const b = knots[high] as TrackKnot
  const share = b.time > a.time ? (time - a.time) / (b.time - a.time) : 1
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}

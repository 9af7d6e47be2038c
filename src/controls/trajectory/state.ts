import * as v from 'valibot'
import { identifier, pixels, seconds } from '../shape'

/**
 * A drawn path: the thing under its first point follows it. A point without a time is passed at even
 * speed between its timed neighbours; without any times the path takes the whole clip. A path of one
 * point is legal and moves nothing.
 */
export const trajectoryState = v.object({
  kind: v.literal('trajectory'),
  points: v.pipe(
    v.array(v.object({ x: pixels, y: pixels, time: v.optional(seconds) })),
    v.minLength(1),
    v.maxLength(512),
    v.check((points) => {
      const times = points.flatMap((point) => (point.time === undefined ? [] : [point.time]))
      return times.every((time, index) => index === 0 || time >= (times[index - 1] as number))
    }, 'times must not go backwards'),
  ),
  /** How much of the path is travelled, 0..1. */
  strength: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1),
  /** Id of the region that it moves; without one it moves what lies where it begins. */
  region: v.optional(identifier),
})

export type TrajectoryState = v.InferOutput<typeof trajectoryState>
export type TrajectoryInput = v.InferInput<typeof trajectoryState>

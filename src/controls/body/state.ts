import * as v from 'valibot'
import { bones, jointNames } from '../../core/body/skeleton'
import { mask, pixels, seconds } from '../shape'

const point = v.object({ x: pixels, y: pixels })
const turn = v.pipe(v.number(), v.finite(), v.minValue(-20), v.maxValue(20))

/** What a body does at a time; see `BodyPose` in core. */
const pose = v.object({ time: seconds, x: pixels, y: pixels, turns: v.pipe(v.array(turn), v.length(bones.length)) })

/**
 * A recorded motion of a body, without any pixels or shape of the one who made it: `rate` times a second the
 * pelvis' way x, y (in the torso's length) and each bone's turn (radians), as 16-bit numbers, low byte first,
 * thousandths.
 */
const take = v.pipe(
  v.object({
    rate: v.pipe(v.number(), v.minValue(1), v.maxValue(120)),
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(432_000)),
    data: v.instance(Uint8Array<ArrayBuffer>),
  }),
  v.check(({ count, data }) => data.length === 2 * count * (2 + bones.length), 'data must hold count x (2 + bones)'),
)

/** A body of the picture on its rig, and what it does. */
export const bodyState = v.object({
  kind: v.literal('body'),
  /** Where it is, roughly. */
  at: v.optional(point),
  /** Its joints as they lie in the still, in the order of `jointNames`. Without them it does nothing. */
  joints: v.optional(v.pipe(v.array(point), v.length(jointNames.length))),
  /** What of the picture it is; without it, what lies around the bones. */
  figure: v.optional(mask),
  /** Poses it goes through, smoothly; before the first it comes from the still, after the last it stays. */
  poses: v.optional(v.pipe(v.array(pose), v.maxLength(256)), []),
  /** Which of its poses the hand moves; -1: the joints as they lie in the still. */
  edited: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(255)), -1),
  /** What drives it. */
  take: v.optional(take),
  gain: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2)), 1),
  /** Arms that lie behind the torso. */
  behind: v.optional(v.array(v.picklist(['left', 'right'])), []),
})

export type BodyState = v.InferOutput<typeof bodyState>
export type BodyTake = v.InferOutput<typeof take>
export type TimedPose = v.InferOutput<typeof pose>

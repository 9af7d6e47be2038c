import * as v from 'valibot'
import { mask, pixels, seconds } from '../shape'
import { isWhole } from './whole'

const point = v.object({ x: pixels, y: pixels })

/** How many points of a clip are kept at most. */
export const mostPoints = 2000

/**
 * What moved in a reference clip, without any of its pixels: the camera's way and the ways of points as a camera
 * that stands still would see them; see `packMotion`.
 */
export const cloneMotion = v.pipe(
  v.object({
    name: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
    /** Size of the clip in which places are given. */
    width: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(4096)),
    height: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(4096)),
    /** Frames a second, and how many. */
    rate: v.pipe(v.number(), v.minValue(1), v.maxValue(120)),
    count: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(20_000)),
    points: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostPoints)),
    data: v.instance(Uint8Array<ArrayBuffer>),
  }),
  v.check((value) => isWhole(value), 'data must hold the camera and each of the points'),
)

/** What of the reference is taken. */
export const clonedParts = ['both', 'subject', 'camera'] as const

/** The motion of a reference clip, led over to the picture: its camera to the picture, its subject to a thing in it. */
export const cloneState = v.object({
  kind: v.literal('clone'),
  /** Without one it does nothing. */
  motion: v.optional(cloneMotion),
  takes: v.optional(v.picklist(clonedParts), 'both'),
  /** Where the thing is that moves as the reference's subject does. */
  at: v.optional(point),
  /** That thing; without it only the camera is taken. */
  to: v.optional(mask),
  /** Where in the reference's frame its subject is; without it what moves most. */
  from: v.optional(mask),
  /** How far it goes against the reference. */
  gain: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2)), 1),
  speed: v.optional(v.pipe(v.number(), v.minValue(0.25), v.maxValue(4)), 1),
  /** Seconds of the reference at which it begins. */
  start: v.optional(seconds, 0),
  /** How much the thing bends as the subject does, 0 (as one stiff piece) .. 1. */
  bend: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.25),
  /** Left and right exchanged. */
  mirror: v.optional(v.boolean(), false),
  /** How much near and far part as the camera moves; as of a camera. */
  parallax: v.optional(v.pipe(v.number(), v.minValue(-1), v.maxValue(1)), 0.3),
})

export type CloneState = v.InferOutput<typeof cloneState>
export type CloneMotion = v.InferOutput<typeof cloneMotion>

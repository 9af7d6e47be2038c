import * as v from 'valibot'
import { mask, pixels, seconds } from '../shape'

export const cameraMoves = ['pan', 'zoom', 'roll', 'orbit', 'handheld', 'path'] as const
export const cameraEasings = ['both', 'out', 'in', 'linear'] as const
export const cameraEdges = ['cover', 'extend'] as const

/** A moment of a free path: the frame that is seen then, against the whole picture. */
const keyframe = v.object({
  /** Seconds; without it evenly between its neighbours, the last at the end of the clip. */
  time: v.optional(seconds),
  /** The middle of the frame against the picture's, picture pixels: to the right and down. */
  x: v.optional(pixels, 0),
  y: v.optional(pixels, 0),
  /** How much larger things look: 2 shows half of the picture's width. */
  zoom: v.optional(v.pipe(v.number(), v.minValue(0.25), v.maxValue(8)), 1),
  /** Degrees by which the frame is turned, clockwise. */
  roll: v.optional(v.pipe(v.number(), v.minValue(-180), v.maxValue(180)), 0),
})

/**
 * How the picture is looked at over time. It begins as the whole picture, exactly. Directions are the
 * camera's, as people who film say them: a pan to the right turns the camera to the right, and what is
 * seen goes to the left.
 */
export const cameraState = v.object({
  kind: v.literal('camera'),
  move: v.picklist(cameraMoves),
  /**
   * How far, at the end of the move (what is missing has a default).
   * pan: x, y picture pixels, to the right and down. zoom: z, 0.2 shows things 1.2 times as large, below 0 it pulls
   * out. roll: z degrees, clockwise. orbit: x, y picture pixels between the nearest and the farthest, around to the
   * right and down. handheld: x, y picture pixels and z degrees at most. path: nothing, `keys` say it.
   */
  amount: v.optional(
    v.object({
      x: v.optional(pixels),
      y: v.optional(pixels),
      z: v.optional(v.pipe(v.number(), v.minValue(-360), v.maxValue(360))),
    }),
    {},
  ),
  /** Of a free path; before the first the whole picture is seen. */
  keys: v.optional(v.pipe(v.array(keyframe), v.maxLength(64)), []),
  /** How near things are, 0 (far) to 255 (near); without one it is guessed from the picture. */
  depth: v.optional(mask),
  /**
   * How much depth counts in a pan, a zoom and a path: 0, all moves as one; 1, what is farthest hardly moves. Below 0
   * what is near stays and what is far moves: with a zoom, a dolly zoom. An orbit lives of depth anyway.
   */
  parallax: v.optional(v.pipe(v.number(), v.minValue(-1), v.maxValue(1)), 0),
  /** What shows past the picture's border; without a choice: covered wherever that is possible. */
  edges: v.optional(v.picklist(cameraEdges)),
  easing: v.optional(v.picklist(cameraEasings), 'both'),
  /** Seconds; without them the whole clip. Handheld ignores them. */
  start: v.optional(seconds),
  end: v.optional(seconds),
  /** How fast a handheld camera shakes, 1 as people do. */
  speed: v.optional(v.pipe(v.number(), v.minValue(0.25), v.maxValue(4)), 1),
  /** Which of all handheld cameras. */
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31)), 1),
})

export type CameraState = v.InferOutput<typeof cameraState>
export type CameraKey = CameraState['keys'][number]

import * as v from 'valibot'

/** What of a region says how it moves; spread into the region's own state. */
export const motionFields = {
  /** A few words, English or Chinese. */
  prompt: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Mean over selection and frames of the change of flow, picture pixels at a long side of 512. */
  magnitude: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(64))),
  /** Share of a cycle by which the motion is ahead, 0..1. */
  phase: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
}

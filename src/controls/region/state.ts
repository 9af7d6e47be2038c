import * as v from 'valibot'
import { mask, pixels } from '../shape'
import { motionFields } from './prompt/state'

/** A place that was clicked: it belongs to the thing (`keep`) or it does not. */
const click = v.object({ x: pixels, y: pixels, keep: v.boolean() })

/** A thing of the picture, selected by a few clicks, and what it does. */
export const regionState = v.object({
  kind: v.literal('region'),
  /** What it was selected with, in order; none when it was painted. */
  clicks: v.pipe(v.array(click), v.maxLength(256)),
  /** The thing as found and repaired, softly, before `grow`; missing until it has been found. */
  mask: v.optional(mask),
  /** By how much the selection is larger (positive) or smaller than the mask, picture pixels. */
  grow: v.optional(v.pipe(v.number(), v.minValue(-128), v.maxValue(128)), 0),
  /** Softens (positive) or hardens the border, picture pixels. */
  feather: v.optional(v.pipe(v.number(), v.minValue(-64), v.maxValue(64)), 0),
  /** 0 (far) .. 1 (near), for a camera; without one the order of the controls says it. */
  depth: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  ...motionFields,
})

export type RegionState = v.InferOutput<typeof regionState>

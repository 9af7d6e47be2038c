import * as v from 'valibot'
import { pixels, seconds } from '../../shape'

/** What a part of a thing is called. Left and right are the subject's own. */
export const partNames = [
  'whole',
  'head',
  'ears',
  'arms',
  'left arm',
  'right arm',
  'legs',
  'left leg',
  'right leg',
  'wings',
  'left wing',
  'right wing',
  'tail',
  'wheels',
  'body',
  'top',
  'bottom',
] as const
export type PartName = (typeof partNames)[number]

/** How a motion picks up and lets go; `smooth` is a sine. */
export const easings = ['smooth', 'linear', 'in', 'out'] as const
export type Easing = (typeof easings)[number]

/** Even, or stronger and weaker by turns as of gusts of wind. */
export const rhythms = ['steady', 'gusts'] as const
export type Rhythm = (typeof rhythms)[number]

const factor = (least: number, most: number) => v.optional(v.pipe(v.number(), v.minValue(least), v.maxValue(most)))
const place = v.optional(v.object({ x: pixels, y: pixels }))

/**
 * What of a region says how it moves; spread into the region's own state. The prompt says it all;
 * each other field, where it is given, wins over the prompt's word for it.
 */
export const motionFields = {
  /** A few words, English or Chinese. */
  prompt: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Mean over selection and frames of the change of flow, picture pixels at a long side of 512. */
  magnitude: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(64))),
  /** Share of a cycle by which the motion is ahead, 0..1. */
  phase: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** Against the motion's usual amount. */
  strength: factor(0, 4),
  /** Against the motion's usual pace. */
  speed: factor(0.1, 8),
  /** Seconds before it begins. */
  delay: v.optional(seconds),
  /** How often; 0: for as long as the clip lasts. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))),
  easing: v.optional(v.picklist(easings)),
  rhythm: v.optional(v.picklist(rhythms)),
  part: v.optional(v.picklist(partNames)),
  /** Radians, clockwise on the screen from "to the right". */
  direction: v.optional(v.pipe(v.number(), v.minValue(-7), v.maxValue(7))),
  /** Where it turns about or is held, and where its far end is; guessed from the shape without. */
  pivot: place,
  tip: place,
}

const fieldsSchema = v.object(motionFields)
export type MotionFields = v.InferOutput<typeof fieldsSchema>

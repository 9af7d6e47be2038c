import * as v from 'valibot'
import { mask, pixels } from '../shape'
import { substances } from './substance'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** A velocity asked for at a place: picture pixels, and picture pixels a second. */
const arrow = v.object({ x: pixels, y: pixels, dx: pixels, dy: pixels })

/** A painted area that flows as a few arrows in it say. Without arrows it is legal and moves nothing. */
export const fluidState = v.object({
  kind: v.literal('fluid'),
  mask,
  arrows: v.pipe(v.array(arrow), v.maxLength(64)),
  /** What flows, and with it what is left out below; see `manners`. */
  substance: v.optional(v.picklist(substances), 'water'),
  /** Factor of the arrows' velocities. */
  speed: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(4)), 1),
  /** Seconds after which it looks as it did; missing: the substance's. In a looped clip, fitted into the clip. */
  period: v.optional(v.pipe(v.number(), v.minValue(0.2), v.maxValue(60))),
  /** Share of the speed that meanders; missing: the substance's. */
  turbulence: v.optional(share),
  /** Width of the soft border, as a share of the picture's long side up to 0.1; missing: the substance's. */
  softness: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.1))),
})

export type FluidState = v.InferOutput<typeof fluidState>
export type FluidInput = v.InferInput<typeof fluidState>
export type Arrow = FluidState['arrows'][number]

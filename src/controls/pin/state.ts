import * as v from 'valibot'
import { pixels } from '../shape'

/** A point that holds its surroundings still. */
export const pinState = v.object({ kind: v.literal('pin'), x: pixels, y: pixels })

export type PinState = v.InferOutput<typeof pinState>

import * as v from 'valibot'
import { mask } from '../shape'

/** A painted area in which the result is the source, whatever else is asked. */
export const freezeState = v.object({ kind: v.literal('freeze'), mask })

export type FreezeState = v.InferOutput<typeof freezeState>

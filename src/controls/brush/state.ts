import * as v from 'valibot'
import { mask } from '../shape'

/** A motion brush: a painted area that paths which begin in it move, and nothing outside of it. */
export const brushState = v.object({ kind: v.literal('brush'), mask })

export type BrushState = v.InferOutput<typeof brushState>

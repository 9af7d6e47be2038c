import type { Size } from '../../../core/geometry'
import type { ClipTime } from '../../../core/hint'
import type { Part } from '../../../core/part'
import { selectionOf } from '../selection'
import type { RegionState } from '../state'
import { castOf, compile } from './compile'
import { planOf } from './plan'
import { shapeOf } from './shape/shape'

/** What the region's motion does to its parts over the clip; places in pixels of the picture. Nothing moves without a prompt. */
export function partsOf(state: RegionState, clip: ClipTime, picture: Size): Part[] {
  const plan = planOf(state)
  const selection = plan && selectionOf(state, picture)
  const shape = selection && shapeOf(selection, picture)
  if (!plan || !selection || !shape) return []
  return compile(castOf(plan, shape, state), shape, selection, clip, picture)
}

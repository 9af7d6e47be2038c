import type { Size } from '../../core/geometry'
import type { ClipTime, Hint } from '../../core/hint'
import { flowOf } from './prompt/flow'
import { partsOf } from './prompt/parts'
import { selectionOf } from './selection'
import type { RegionState } from './state'

/** A region whose thing has not been found yet asks for nothing. */
export function regionHints(control: string, state: RegionState, clip: ClipTime, picture: Size): Hint[] {
  const selection = selectionOf(state, picture)
  if (!selection) return []
  const flow = flowOf(state, clip, picture)
  if (flow) {
    const manner = { manner: 'flow', turbulence: 0.1, softness: 4, lift: 0, passes: 'around' } as const
    return [{ kind: 'fluid', control, selection, ...flow, ...manner }]
  }
  const { feather, depth = null } = state
  return [{ kind: 'region', control, selection, feather, parts: partsOf(state, clip, picture), depth }]
}

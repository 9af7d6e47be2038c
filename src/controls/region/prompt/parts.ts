import type { Size } from '../../../core/geometry'
import type { ClipTime } from '../../../core/hint'
import type { Part } from '../../../core/part'
import type { RegionState } from '../state'

/** What the region's motion does to its parts over the clip; places in pixels of the picture. */
export function partsOf(_state: RegionState, _clip: ClipTime, _picture: Size): Part[] {
  return []
}

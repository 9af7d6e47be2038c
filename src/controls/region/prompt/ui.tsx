import type { FieldsProps } from '../../context'
import type { RegionState } from '../state'

/** What the region does: its phrase, and the motion that it became. */
export function PromptFields(_: Pick<FieldsProps<RegionState>, 'state' | 'change'>) {
  return null
}

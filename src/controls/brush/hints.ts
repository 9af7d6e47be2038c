import type { Hint } from '../../core/hint'
import type { BrushState } from './state'

export function brushHints(control: string, state: BrushState): Hint[] {
  return [{ kind: 'limit', control, selection: state.mask }]
}

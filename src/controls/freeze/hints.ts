import type { Hint } from '../../core/hint'
import type { FreezeState } from './state'

export function freezeHints(control: string, state: FreezeState): Hint[] {
  return [{ kind: 'freeze', control, mask: state.mask }]
}

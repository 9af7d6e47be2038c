import type { Hint } from '../../core/hint'
import type { PinState } from './state'

export function pinHints(control: string, state: PinState): Hint[] {
  return [{ kind: 'still', control, x: state.x, y: state.y }]
}

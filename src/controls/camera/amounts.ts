import type { Size } from '../../core/geometry'
import { presetMove } from './presets-list'
import type { CameraState } from './state'

/** The amounts of a move with nothing missing: those that were given, else those of the move's preset. */
export function amountsOf(state: CameraState, picture: Size): { x: number; y: number; z: number } {
  const usual = usualAmount(state.move, Math.max(picture.width, picture.height))
  const { x, y, z } = state.amount
  // Whoever says one of two directions means that alone.
  const said = x !== undefined || y !== undefined
  return {
    x: x ?? (said ? 0 : (usual.x ?? 0)),
    y: y ?? (said ? 0 : (usual.y ?? 0)),
    z: z ?? (said && state.move === 'handheld' ? 0 : (usual.z ?? 0)),
  }
}

function usualAmount(move: CameraState['move'], longSide: number): CameraState['amount'] {
  switch (move) {
    case 'pan':
      return presetMove('panRight', longSide).amount
    case 'zoom':
      return presetMove('pushIn', longSide).amount
    case 'path':
      return {}
    default:
      return presetMove(move, longSide).amount
  }
}

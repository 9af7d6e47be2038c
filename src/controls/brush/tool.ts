import type { Point, Size } from '../../core/geometry'
import type { Grip } from '../gesture'
import { coverAt, pushed } from '../paint'
import type { BrushState } from './state'

export function brushGrip(state: BrushState, at: Point, picture: Size): Grip | null {
  return coverAt(state.mask, picture, at) > 0.3 ? { part: 'body', index: 0 } : null
}

export function brushMoved(state: BrushState, by: Point, picture: Size): BrushState {
  return { ...state, mask: pushed(state.mask, picture, by) }
}

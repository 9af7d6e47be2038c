import type { Point, Size } from '../../core/geometry'
import type { Grip } from '../gesture'
import { coverAt, pushed } from '../paint'
import { selectionOf } from './selection'
import type { RegionState } from './state'

export function regionGrip(state: RegionState, at: Point, picture: Size): Grip | null {
  const selection = selectionOf(state, picture)
  return selection && coverAt(selection, picture, at) > 0.3 ? { part: 'body', index: 0 } : null
}

/** The region elsewhere: the mask with its clicks. */
export function regionMoved(state: RegionState, by: Point, picture: Size): RegionState {
  const clicks = state.clicks.map((click) => ({ ...click, x: click.x + by.x, y: click.y + by.y }))
  return { ...state, clicks, mask: state.mask && pushed(state.mask, picture, by) }
}

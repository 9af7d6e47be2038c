import type { Point, Size } from '../../core/geometry'
import type { Grip } from '../gesture'
import { coverAt, pushed } from '../paint'
import type { CloneState } from './state'

/** It is held wherever its thing lies. */
export function cloneGrip({ to }: CloneState, at: Point, picture: Size): Grip | null {
  return to && coverAt(to, picture, at) > 0.3 ? { part: 'body', index: 0 } : null
}

export function cloneMoved({ to, at }: CloneState, by: Point, picture: Size): Pick<CloneState, 'to' | 'at'> {
  return {
    ...(to && { to: pushed(to, picture, by) }),
    ...(at && { at: { x: at.x + by.x, y: at.y + by.y } }),
  }
}

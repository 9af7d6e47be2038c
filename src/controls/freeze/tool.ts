import type { Point, Size } from '../../core/geometry'
import type { Mask } from '../../core/image'
import type { GestureEvent, Grip, Plan } from '../gesture'
import { type Brush, coverAt, emptyMask, isEmpty, painted, pushed } from '../paint'
import type { FreezeState } from './state'

/** Painting a frozen area, onto what is there already or as a new one. */
export type FreezeTool = { name: 'idle' } | { name: 'painting'; mask: Mask; last: Point }

export const freezeStart: FreezeTool = { name: 'idle' }

/** What the brush works with: itself, the picture's size, and the mask it adds to (null: a new one). */
export interface FreezeEasel {
  brush: Brush
  picture: Size
  base: Mask | null
}

/** A draft whose mask is empty means: this area is to go. */
export function freezeStep(
  state: FreezeTool,
  event: GestureEvent,
  { brush, picture, base }: FreezeEasel,
): Plan<FreezeTool, FreezeState> {
  if (state.name === 'idle') {
    if (event.type !== 'down') return { state, draft: null, end: null }
    return stroke(painted(base ?? emptyMask(picture), picture, brush, event, event), event)
  }
  switch (event.type) {
    case 'move':
      return stroke(painted(state.mask, picture, brush, state.last, event), event)
    case 'up':
      // Rubbing out where nothing was painted makes nothing.
      return {
        state: freezeStart,
        draft: { kind: 'freeze', mask: state.mask },
        end: base || !isEmpty(state.mask) ? 'commit' : 'abandon',
      }
    case 'escape':
      return { state: freezeStart, draft: null, end: 'abandon' }
    default:
      return stroke(state.mask, state.last)
  }
}

function stroke(mask: Mask, { x, y }: Point): Plan<FreezeTool, FreezeState> {
  return { state: { name: 'painting', mask, last: { x, y } }, draft: { kind: 'freeze', mask }, end: null }
}

export function freezeGrip(state: FreezeState, at: Point, picture: Size): Grip | null {
  return coverAt(state.mask, picture, at) > 0.3 ? { part: 'body', index: 0 } : null
}

export function freezeMoved(state: FreezeState, by: Point, picture: Size): FreezeState {
  return { ...state, mask: pushed(state.mask, picture, by) }
}

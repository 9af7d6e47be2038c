import type { Point, Size } from '../core/geometry'
import type { Mask } from '../core/image'
import type { GestureEvent, Grip, Plan } from './gesture'
import { type Brush, coverAt, emptyMask, isEmpty, painted, pushed } from './paint'

/** Painting an area, onto what is there already or as a new one. */
export type PaintTool = { name: 'idle' } | { name: 'painting'; mask: Mask; last: Point }

export const paintStart: PaintTool = { name: 'idle' }

/** What the brush works with: itself, the picture's size, and the mask it adds to (null: a new one). */
export interface Easel {
  brush: Brush
  picture: Size
  base: Mask | null
}

/** A draft that is empty means: this area is to go. */
export function paintStep(
  state: PaintTool,
  event: GestureEvent,
  { brush, picture, base }: Easel,
): Plan<PaintTool, Mask> {
  if (state.name === 'idle') {
    if (event.type !== 'down') return { state, draft: null, end: null }
    return stroke(painted(base ?? emptyMask(picture), picture, brush, event, event), event)
  }
  switch (event.type) {
    case 'move':
      return stroke(painted(state.mask, picture, brush, state.last, event), event)
    case 'up':
      // Rubbing out where nothing was painted makes nothing.
      return { state: paintStart, draft: state.mask, end: base || !isEmpty(state.mask) ? 'commit' : 'abandon' }
    case 'escape':
      return { state: paintStart, draft: null, end: 'abandon' }
    default:
      return stroke(state.mask, state.last)
  }
}

function stroke(mask: Mask, { x, y }: Point): Plan<PaintTool, Mask> {
  return { state: { name: 'painting', mask, last: { x, y } }, draft: mask, end: null }
}

/** An area is held wherever it covers the picture. */
export function areaGrip({ mask }: { mask: Mask }, at: Point, picture: Size): Grip | null {
  return coverAt(mask, picture, at) > 0.3 ? { part: 'body', index: 0 } : null
}

export function areaMoved<State extends { mask: Mask }>(state: State, by: Point, picture: Size): State {
  return { ...state, mask: pushed(state.mask, picture, by) }
}

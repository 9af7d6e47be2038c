import type { Point } from '../../core/geometry'
import { distance } from '../../core/geometry'
import type { GestureEvent, Grip, Plan } from '../gesture'
import type { PinState } from './state'

/** Setting a pin: it hangs on the pointer while it is held and stays where it is let go. */
export type PinTool = { name: 'idle' } | { name: 'held'; at: Point }

export const pinStart: PinTool = { name: 'idle' }

export function pinStep(state: PinTool, event: GestureEvent): Plan<PinTool, PinState> {
  if (state.name === 'idle') return event.type === 'down' ? held(event) : { state, draft: null, end: null }
  switch (event.type) {
    case 'move':
      return held(event)
    case 'up':
      return { ...held(event), state: pinStart, end: 'commit' }
    case 'escape':
      return { state: pinStart, draft: null, end: 'abandon' }
    default:
      return held(state.at)
  }
}

function held({ x, y }: Point): Plan<PinTool, PinState> {
  const at = { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }
  return { state: { name: 'held', at }, draft: { kind: 'pin', ...at }, end: null }
}

export function pinGrip(state: PinState, at: Point, slop: number): Grip | null {
  return distance(state, at) <= slop ? { part: 'body', index: 0 } : null
}

export function pinMoved(state: PinState, by: Point): PinState {
  return { ...state, x: Math.round((state.x + by.x) * 10) / 10, y: Math.round((state.y + by.y) * 10) / 10 }
}

import { timesOf as cameraTimes } from './camera/hints'
import type { ControlState } from './registry'
import { retimed, timesOf } from './trajectory/edit'
import { pointTimes } from './trajectory/hints'

/** When a control moves something, seconds, and the moments between that it passes. */
export interface ControlClip {
  start: number
  end: number
  knots: number[]
}

/** The part of the clip that a control takes; null: all of it, whatever its length. */
export function clipOf(state: ControlState, span: number): ControlClip | null {
  if (state.kind === 'trajectory')
    return { ...timesOf(state, span), knots: pointTimes(state.points, span).slice(1, -1) }
  if (state.kind === 'camera' && state.move !== 'handheld' && state.move !== 'path')
    return { ...cameraTimes(state, span), knots: [] }
  return null
}

/** The control over another part of the clip. */
export function reclipped<State extends ControlState>(state: State, start: number, end: number, span: number): State
export function reclipped(state: ControlState, start: number, end: number, span: number): ControlState {
  if (state.kind === 'trajectory') return { ...state, ...retimed(state, start, end, span) }
  if (state.kind === 'camera') return { ...state, start: hundredth(start), end: hundredth(end) }
  return state
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100
}

import type { Point } from '../../core/geometry'
import { distance } from '../../core/geometry'
import type { GestureEvent, Plan, PointerPlace } from '../gesture'
import type { TrajectoryInput } from './state'
import { strokePoints } from './stroke'

/**
 * Drawing a path. Press and drag: a freehand line. Click, click, click: points, ended by Enter, by a
 * click on the last point again (a double click), or given up by Escape.
 */
export type TrajectoryTool =
  | { name: 'idle' }
  /** Pressed, and not yet known whether it will be a click or a line. */
  | { name: 'pressed'; placed: Point[]; from: Point }
  | { name: 'drawing'; trail: Point[] }
  | { name: 'placing'; placed: Point[]; pointer: Point | null }

export const trajectoryStart: TrajectoryTool = { name: 'idle' }

type TrajectoryPlan = Plan<TrajectoryTool, TrajectoryInput>

export function trajectoryStep(state: TrajectoryTool, event: GestureEvent): TrajectoryPlan {
  if (event.type === 'escape') return state.name === 'idle' ? stay(state) : ended('abandon', [])
  switch (state.name) {
    case 'idle':
      return event.type === 'down'
        ? going({ name: 'pressed', placed: [], from: place(event) }, [place(event)])
        : stay(state)
    case 'pressed':
      return pressed(state, event)
    case 'drawing':
      return drawing(state, event)
    case 'placing':
      return placing(state, event)
  }
}

function pressed(state: TrajectoryTool & { name: 'pressed' }, event: GestureEvent): TrajectoryPlan {
  if (event.type === 'move') {
    const at = place(event)
    if (state.placed.length > 0) return going({ ...state, from: at }, [...state.placed, at])
    if (distance(at, state.from) <= event.slop) return stay(state)
    return going({ name: 'drawing', trail: [state.from, at] }, [state.from, at])
  }
  if (event.type !== 'up') return stay(state)
  const last = state.placed.at(-1)
  if (last && distance(state.from, last) <= event.slop) return finished(state.placed)
  return going({ name: 'placing', placed: [...state.placed, state.from], pointer: null }, [...state.placed, state.from])
}

function drawing(state: TrajectoryTool & { name: 'drawing' }, event: GestureEvent): TrajectoryPlan {
  if (event.type === 'move') {
    const trail = [...state.trail, place(event)]
    return going({ name: 'drawing', trail }, strokePoints(trail, tolerance(event)))
  }
  if (event.type !== 'up') return stay(state)
  return ended('commit', strokePoints([...state.trail, place(event)], tolerance(event)))
}

function placing(state: TrajectoryTool & { name: 'placing' }, event: GestureEvent): TrajectoryPlan {
  switch (event.type) {
    case 'down':
      return going({ name: 'pressed', placed: state.placed, from: place(event) }, [...state.placed, place(event)])
    case 'move':
      return going({ ...state, pointer: place(event) }, [...state.placed, place(event)])
    case 'confirm':
      return finished(state.placed)
    case 'back': {
      const placed = state.placed.slice(0, -1)
      return placed.length > 0 ? going({ ...state, placed }, placed) : ended('abandon', [])
    }
    default:
      return stay(state)
  }
}

/** A path of one point says nothing: it is given up, and the studio says what was missing. */
function finished(points: Point[]): TrajectoryPlan {
  return points.length > 1 ? ended('commit', points) : ended('abandon', points)
}

function going(state: TrajectoryTool, points: Point[]): TrajectoryPlan {
  return { state, draft: points.length > 0 ? { kind: 'trajectory', points } : null, end: null }
}

function ended(end: 'commit' | 'abandon', points: Point[]): TrajectoryPlan {
  return { ...going(trajectoryStart, points), end }
}

/** Nothing new: what stood before still stands. */
function stay(state: TrajectoryTool): TrajectoryPlan {
  switch (state.name) {
    case 'idle':
      return going(state, [])
    case 'pressed':
      return going(state, [...state.placed, state.from])
    case 'drawing':
      return going(state, state.trail)
    case 'placing':
      return going(state, state.pointer ? [...state.placed, state.pointer] : state.placed)
  }
}

function place(event: PointerPlace): Point {
  return { x: Math.round(event.x * 10) / 10, y: Math.round(event.y * 10) / 10 }
}

/** A line may be off by half of what the hand can tell apart. */
function tolerance(event: PointerPlace): number {
  return event.slop / 2
}

import { distance, type Point } from '../../core/geometry'
import type { GestureEvent, Plan } from '../gesture'
import type { CameraState } from './state'

/** Drawing where the camera goes: a straight drag pans, a bent one is a path with keyframes. */
export type CameraTool = { name: 'idle' } | { name: 'pressed'; from: Point } | { name: 'drawing'; trail: Point[] }

export const cameraStart: CameraTool = { name: 'idle' }

type Drawn = Pick<CameraState, 'move' | 'amount' | 'keys'>

/** Share of a drag's length by which it may bend and still be straight. */
const straight = 0.12
/** Keyframes of a bent path at most. */
const mostKeys = 5

export function cameraStep(state: CameraTool, event: GestureEvent): Plan<CameraTool, Drawn> {
  if (event.type === 'escape') return { state: cameraStart, draft: null, end: 'abandon' }
  switch (state.name) {
    case 'idle':
      if (event.type !== 'down') return { state, draft: null, end: null }
      return { state: { name: 'pressed', from: { x: event.x, y: event.y } }, draft: null, end: null }
    case 'pressed':
      if (event.type === 'up') return { state: cameraStart, draft: null, end: 'abandon' }
      if (event.type !== 'move' || distance(event, state.from) <= event.slop) return { state, draft: null, end: null }
      return drawing([state.from, { x: event.x, y: event.y }])
    case 'drawing': {
      if (event.type !== 'move' && event.type !== 'up') return drawing(state.trail)
      const plan = drawing([...state.trail, { x: event.x, y: event.y }])
      return event.type === 'up' ? { ...plan, state: cameraStart, end: 'commit' } : plan
    }
  }
}

function drawing(trail: Point[]): Plan<CameraTool, Drawn> {
  return { state: { name: 'drawing', trail }, draft: drawn(trail), end: null }
}

/** What a trail says: the way of the frame's middle. */
function drawn(trail: readonly Point[]): Drawn {
  const [from, to] = [trail[0] as Point, trail.at(-1) as Point]
  if (bend(trail) <= straight)
    return { move: 'pan', amount: { x: tenth(to.x - from.x), y: tenth(to.y - from.y) }, keys: [] }
  const keys = along(trail, mostKeys).map((at) => ({
    x: tenth(at.x - from.x),
    y: tenth(at.y - from.y),
    zoom: 1,
    roll: 0,
  }))
  return { move: 'path', amount: {}, keys }
}

/** How far a trail leaves the straight line between its ends, as a share of its length. */
function bend(trail: readonly Point[]): number {
  const [from, to] = [trail[0] as Point, trail.at(-1) as Point]
  const length = trail.reduce((sum, at, i) => sum + (i > 0 ? distance(at, trail[i - 1] as Point) : 0), 0)
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const chord = Math.hypot(dx, dy)
  const off = trail.reduce((high, at) => {
    const away = chord > 0 ? Math.abs((at.x - from.x) * dy - (at.y - from.y) * dx) / chord : distance(at, from)
    return Math.max(high, away)
  }, 0)
  return length > 0 ? off / length : 0
}

/** Places evenly along a trail, its end the last. */
function along(trail: readonly Point[], count: number): Point[] {
  const lengths = trail.map((at, i) => (i > 0 ? distance(at, trail[i - 1] as Point) : 0))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const places: Point[] = []
  let passed = 0
  trail.forEach((at, i) => {
    const before = trail[i - 1] ?? at
    const length = lengths[i] as number
    while (places.length < count - 1 && passed + length >= (total * (places.length + 1)) / count && length > 0) {
      const share = ((total * (places.length + 1)) / count - passed) / length
      places.push({ x: before.x + (at.x - before.x) * share, y: before.y + (at.y - before.y) * share })
    }
    passed += length
  })
  return [...places, trail.at(-1) as Point]
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

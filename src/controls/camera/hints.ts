import type { Size } from '../../core/geometry'
import type { CameraPose, ClipTime, Hint } from '../../core/hint'
import { amountsOf } from './amounts'
import { keyAt, orderedKeys } from './keys'
import { shake } from './shake'
import type { CameraState } from './state'

/** Poses a second: dense enough for a shaking hand. */
const rate = 60

/**
 * The camera as poses over the clip. At time 0 it is the picture itself; in a clip that repeats it comes
 * back to it, as smoothly as it left. The directions of `state` are the camera's, those of a pose the
 * picture's: they are opposite.
 */
export function cameraHints(control: string, state: CameraState, clip: ClipTime, picture: Size): Hint[] {
  const law = lawOf(state, clip, picture)
  const length = clip.period ?? clip.span
  const count = Math.min(7200, Math.max(1, Math.ceil(length * rate)))
  const poses = Array.from({ length: count + 1 }, (_, i) => {
    const time = (length * i) / count
    return { ...still, ...law(time), time }
  })
  // Exactly, whatever rounding left.
  poses[0] = { ...still, time: 0 }
  if (clip.period) poses[count] = { ...still, time: length }
  return [{ kind: 'camera', control, poses, depth: state.depth ?? null, edges: edgesOf(state) }]
}

const still: CameraPose = { time: 0, x: 0, y: 0, zoom: 1, roll: 0, parallaxX: 0, parallaxY: 0, dolly: 0 }

/** What shows past the border where nobody has chosen: what is seen of more than the picture cannot be covered. */
export function edgesOf(state: CameraState): 'cover' | 'extend' {
  if (state.edges) return state.edges
  const outwards =
    state.move === 'zoom' ? (state.amount.z ?? 0) < 0 : state.move === 'path' && state.keys.some((key) => key.zoom < 1)
  return outwards ? 'extend' : 'cover'
}

/** When a move begins and ends, seconds within the clip. */
export function timesOf(state: CameraState, span: number): { start: number; end: number } {
  const start = Math.min(state.start ?? 0, span)
  return { start, end: Math.max(start, Math.min(state.end ?? span, span)) }
}

function lawOf(state: CameraState, clip: ClipTime, picture: Size): (time: number) => Partial<CameraPose> {
  const { x, y, z } = amountsOf(state, picture)
  const { parallax } = state
  const share = shareOf(state, clip)
  switch (state.move) {
    case 'pan':
      return (time) => moved(-x * share(time), -y * share(time), parallax)
    case 'zoom':
      // Even growth looks even.
      return (time) => zoomed((1 + Math.max(-0.75, z)) ** share(time), parallax)
    case 'roll':
      return (time) => ({ roll: (-z * Math.PI * share(time)) / 180 })
    case 'orbit': {
      const turn = clip.period ? (2 * Math.PI) / clip.period : null
      return (time) => {
        // All the way around and back when it repeats, half way on either side; else once to the side.
        const across = turn === null ? share(time) : Math.sin(turn * time) / 2
        return { parallaxX: -x * across, parallaxY: -y * share(time) }
      }
    }
    case 'handheld':
      return handheld(state, { x, y, z }, clip)
    case 'path': {
      const keys = orderedKeys(state.keys, clip.period ?? clip.span)
      const end = keys.at(-1)?.time ?? 0
      return (time) => {
        const at = clip.period ? backAgain(time, end, clip.period) : time
        const key = keyAt(keys, at, state.easing)
        const roll = (-key.roll * Math.PI) / 180
        const [cos, sin] = [Math.cos(roll) * key.zoom, Math.sin(roll) * key.zoom]
        // The frame's middle comes to the picture's.
        const by = moved(-(key.x * cos - key.y * sin), -(key.x * sin + key.y * cos), parallax)
        return { ...by, ...zoomed(key.zoom, parallax), roll }
      }
    }
  }
}

function moved(x: number, y: number, parallax: number): Partial<CameraPose> {
  return { x, y, parallaxX: 2 * parallax * x, parallaxY: 2 * parallax * y }
}

/** With parallax 1 the farthest does not grow, the nearest twice as much; with -1 the other way round. */
function zoomed(zoom: number, parallax: number): Partial<CameraPose> {
  return { zoom, dolly: 2 * parallax * (zoom - 1) }
}

/** How much of the move is done, 0..1; there and back within a clip that repeats. */
function shareOf(state: CameraState, clip: ClipTime): (time: number) => number {
  const { start, end } = timesOf(state, clip.period ?? clip.span)
  const eased = (t: number) => ease(state.easing, t)
  if (clip.period && state.start === undefined && state.end === undefined) {
    const period = clip.period
    return (time) => eased(1 - Math.abs((2 * time) / period - 1))
  }
  const length = end - start
  const done = (time: number) => (length > 0 ? Math.min(1, Math.max(0, (time - start) / length)) : time > start ? 1 : 0)
  if (!clip.period) return (time) => eased(done(time))
  return (time) => eased(1 - Math.abs(2 * done(time) - 1))
}

function ease(easing: CameraState['easing'], t: number): number {
  switch (easing) {
    case 'linear':
      return t
    case 'in':
      return t * t
    case 'out':
      return t * (2 - t)
    case 'both':
      return t * t * (3 - 2 * t)
  }
}

/** The time on a path that is walked to its end and back, gently, within a period. */
function backAgain(time: number, end: number, period: number): number {
  return (end * (1 - Math.cos((2 * Math.PI * time) / period))) / 2
}

/** The amounts are the farthest that the hand gets within the clip. */
function handheld(state: CameraState, amount: { x: number; y: number; z: number }, clip: ClipTime) {
  const { seed, speed } = state
  const length = clip.period ?? clip.span
  const channel = (index: number, most: number) => {
    const way = shake(seed, index, speed, clip.period)
    let farthest = 1e-6
    for (let i = 0; i <= 240; i++) farthest = Math.max(farthest, Math.abs(way((length * i) / 240)))
    return (time: number) => (most * way(time)) / farthest
  }
  const [across, down, roll] = [channel(0, amount.x), channel(1, amount.y), channel(2, amount.z)]
  return (time: number) => ({
    ...moved(-across(time), -down(time), state.parallax),
    roll: (-roll(time) * Math.PI) / 180,
  })
}

import { distance, type Point, type Size } from '../../core/geometry'
import type { Grip } from '../gesture'
import { amountsOf } from './amounts'
import { cornersOf, framesOf } from './frames'
import type { CameraKey, CameraState } from './state'

const [leastZoom, mostZoom] = [0.25, 8]

/**
 * What of a camera is held: the middle of a frame (`point`, which carries it along) or a corner (`path`,
 * which scales it; four for each frame).
 */
export function cameraGrip(state: CameraState, at: Point, slop: number, picture: Size): Grip | null {
  const frames = framesOf(state, picture)
  for (let index = frames.length - 1; index >= 0; index--) {
    const frame = frames[index] as (typeof frames)[number]
    if (distance(frame, at) <= slop) return { part: 'point', index }
    const corner = cornersOf(frame).findIndex((place) => distance(place, at) <= slop)
    if (corner >= 0) return { part: 'path', index: 4 * index + corner }
  }
  return null
}

/** The camera with what is held moved; held by nothing, as a whole. What can no longer be said by its move becomes a path. */
export function cameraMoved(state: CameraState, grip: Grip | null, by: Point, picture: Size): CameraState {
  if (grip?.part === 'path') return scaled(state, grip.index, by, picture)
  if (state.move === 'pan') {
    const { x, y } = amountsOf(state, picture)
    return { ...state, amount: { x: tenth(x + by.x), y: tenth(y + by.y) } }
  }
  const path = asPath(state, picture)
  if (!path) return state
  const one = grip?.part === 'point' ? grip.index : null
  return {
    ...path,
    keys: path.keys.map((key, index) =>
      one === null || one === index ? { ...key, x: tenth(key.x + by.x), y: tenth(key.y + by.y) } : key,
    ),
  }
}

/** A frame's zoom times a factor; null where there is no such frame. */
export function zoomedBy(state: CameraState, index: number, factor: number, picture: Size): CameraState | null {
  if (state.move === 'zoom') return { ...state, amount: { z: hundredth(1 + amountsOf(state, picture).z, factor) - 1 } }
  const path = asPath(state, picture)
  if (!path?.keys[index]) return null
  return {
    ...path,
    keys: path.keys.map((key, at) => (at === index ? { ...key, zoom: hundredth(key.zoom, factor) } : key)),
  }
}

/** The same camera as a free path; null for those that are no way of a frame. */
export function asPath(state: CameraState, picture: Size): CameraState | null {
  if (state.move === 'path') return state
  if (state.move === 'orbit' || state.move === 'handheld') return null
  const { x, y, z } = amountsOf(state, picture)
  const key: CameraKey = {
    x: state.move === 'pan' ? x : 0,
    y: state.move === 'pan' ? y : 0,
    zoom: state.move === 'zoom' ? 1 + Math.max(-0.75, z) : 1,
    roll: state.move === 'roll' ? z : 0,
    ...(state.end === undefined ? {} : { time: state.end }),
  }
  return { ...state, move: 'path', amount: {}, keys: [key] }
}

/** One keyframe more, after the last, a little further along; null where there is no path. */
export function withKey(state: CameraState, picture: Size): CameraState | null {
  const path = asPath(state, picture)
  const last = path?.keys.at(-1)
  if (!path || path.keys.length >= 64) return null
  // The one before no longer ends the clip, unless someone wants it to.
  return { ...path, keys: [...path.keys, { ...(last ?? { x: 0, y: 0, zoom: 1.2, roll: 0 }), time: undefined }] }
}

/** One keyframe less; null when none would be left. */
export function withoutKey(state: CameraState, index: number): CameraState | null {
  return state.move === 'path' && state.keys.length > 1 ? { ...state, keys: state.keys.toSpliced(index, 1) } : null
}

function scaled(state: CameraState, index: number, by: Point, picture: Size): CameraState {
  const frame = framesOf(state, picture)[index >> 2]
  if (!frame) return state
  const corner = cornersOf(frame)[index & 3] as Point
  const before = distance(frame, corner)
  const after = distance(frame, { x: corner.x + by.x, y: corner.y + by.y })
  return zoomedBy(state, index >> 2, before / Math.max(after, before / 16), picture) ?? state
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

function hundredth(zoom: number, factor: number): number {
  return Math.round(Math.min(mostZoom, Math.max(leastZoom, zoom * factor)) * 1000) / 1000
}

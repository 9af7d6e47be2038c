import { placedFace, placedPoints } from '../../core/face/place'
import { oval } from '../../core/face/points'
import type { Point, Size } from '../../core/geometry'
import type { Grip } from '../gesture'
import type { FaceState } from './state'

/** One more click of the six that place a face: the points so far, or the face they make. */
export function placed(
  points: readonly Point[],
  at: Point,
  picture: Size,
): { points: Point[] } | { landmarks: number[] } {
  const next = [...points, { x: at.x, y: at.y }]
  if (next.length < placedPoints.length) return { points: next }
  return { landmarks: inPicture(placedFace(next), picture) }
}

/** Landmarks in picture pixels as they are kept: parts of the picture's size, five digits. */
export function inPicture(landmarks: Float32Array, picture: Size): number[] {
  return Array.from(landmarks, (value, i) => rounded(value / (i % 3 === 1 ? picture.height : picture.width)))
}

/** As found, ready to be kept. */
export function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5
}

/** The contour of a face, picture pixels. */
export function contour(state: FaceState, picture: Size): Point[] {
  const { landmarks } = state
  return landmarks ? oval.map((i) => pointAt(landmarks, i, picture)) : []
}

export function pointAt(landmarks: readonly number[], i: number, picture: Size): Point {
  return { x: (landmarks[3 * i] as number) * picture.width, y: (landmarks[3 * i + 1] as number) * picture.height }
}

/** A face is held by its middle or anywhere on it. */
export function faceGrip(state: FaceState, at: Point, slop: number, picture: Size): Grip | null {
  const outline = contour(state, picture)
  let inside = false
  outline.forEach((a, i) => {
    const b = outline[(i + outline.length - 1) % outline.length] as Point
    if (a.y > at.y !== b.y > at.y && at.x < ((b.x - a.x) * (at.y - a.y)) / (b.y - a.y) + a.x) inside = !inside
    if (Math.hypot(a.x - at.x, a.y - at.y) < slop) inside = true
  })
  return inside ? { part: 'body', index: 0 } : null
}

/** A face that is pushed about: all of its landmarks go along. */
export function faceMoved(state: FaceState, by: Point, picture: Size): FaceState {
  const { landmarks } = state
  if (!landmarks) return state
  const ways = [by.x / picture.width, by.y / picture.height, 0] as const
  return { ...state, landmarks: landmarks.map((value, i) => rounded(value + (ways[i % 3] as number))) }
}

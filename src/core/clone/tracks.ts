import type { Point } from '../geometry'

/** A point of a clip that was followed: its places, pixels of the clip, from frame `first` on. */
export interface FollowedPoint {
  first: number
  /** x, y of each frame that it was seen in. */
  places: Float32Array<ArrayBuffer>
}

/** Points that were followed through a clip. */
export interface Tracks {
  /** Size in which places are given. */
  width: number
  height: number
  /** Frames a second, and how many. */
  rate: number
  count: number
  points: FollowedPoint[]
}

/** Where a point is in a frame; null: it is not seen there. */
export function placeIn({ first, places }: FollowedPoint, frame: number): Point | null {
  const at = 2 * (frame - first)
  if (at < 0 || at >= places.length) return null
  return { x: places[at] as number, y: places[at + 1] as number }
}

/** The last frame that a point is seen in. */
export function lastFrame({ first, places }: FollowedPoint): number {
  return first + places.length / 2 - 1
}

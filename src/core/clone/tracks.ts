import type { Point } from '../geometry'
import { applied, type Similarity } from './similarity'

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

/** The points with each of their places carried by the similarity of its frame. */
export function carried(points: readonly FollowedPoint[], by: (frame: number) => Similarity): FollowedPoint[] {
  return points.map(({ first, places }) => {
    const moved = new Float32Array(places.length)
    for (let i = 0; i < places.length; i += 2) {
      const { x, y } = applied(by(first + i / 2), { x: places[i] as number, y: places[i + 1] as number })
      moved[i] = x
      moved[i + 1] = y
    }
    return { first, places: moved }
  })
}

/** The last frame that a point is seen in. */
export function lastFrame({ first, places }: FollowedPoint): number {
  return first + places.length / 2 - 1
}

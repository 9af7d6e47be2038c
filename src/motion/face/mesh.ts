import { skinCount } from '../../core/face/points'
import { type RestFace, restFace } from '../../core/face/rest'
import type { Size } from '../../core/geometry'
import { bringToFront, type Covered } from './cover'
import { type Rings, ringsOf } from './rings'
import { limitSlope } from './slope'
import { triangulated } from './triangles'

/** A face's mesh: the skin, and rings around it that carry the motion smoothly out to nothing. */
export interface FaceMesh extends Rings {
  rest: RestFace
  /** Points that are not seen in the still. */
  covered: readonly Covered[]
  /** Three points each, without the openings of eyes and mouth; and those that close the openings. */
  skin: Uint16Array
  openings: Uint16Array
  /** Sign of the double area that each of them has while its front is seen. */
  winding: number
  /** The smallest box that holds all of it, picture pixels: left, top, right, bottom. */
  box: [number, number, number, number]
}

/**
 * @param picture its size
 * @param cutOut the head is a layer of its own; otherwise the picture is stretched around it
 */
export function faceMesh(landmarks: Float32Array, picture: Size, cutOut = false): FaceMesh {
  const rest = restFace(landmarks)
  const seen = landmarks.slice(0, 3 * skinCount)
  const behindSkin = bringToFront(rest, seen, 0)
  limitSlope(seen)
  const rings = ringsOf(rest, seen, picture, cutOut)
  const { places } = rings
  const covered = [...behindSkin, ...bringToFront(rest, places, skinCount)]
  limitSlope(places, skinCount)
  let box: FaceMesh['box'] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0]
  for (let i = 0; i < places.length; i += 3) {
    const [x, y] = [places[i] as number, places[i + 1] as number]
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
  }
  return { rest, ...rings, covered, ...triangulated(rest, places), box }
}

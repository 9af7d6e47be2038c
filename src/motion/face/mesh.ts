import { type RestFace, restFace } from '../../core/face/rest'
import type { Size } from '../../core/geometry'
import { type Rings, ringsOf } from './rings'
import { triangulated } from './triangles'

/** A face's mesh: the skin, and rings around it that carry the motion smoothly out to nothing. */
export interface FaceMesh extends Rings {
  rest: RestFace
  /** Points close to each, itself among them, and their shares, which add up to 1. */
  near: Neighbours[]
  /** Three points each, without the openings of eyes and mouth; and those that close the openings. */
  skin: Uint16Array
  openings: Uint16Array
  /** The smallest box that holds all of it, picture pixels: left, top, right, bottom. */
  box: [number, number, number, number]
}

export interface Neighbours {
  points: Uint16Array
  shares: Float32Array
}

/** How far, in the face's unit, motion is evened out. */
const evenness = 0.1

/**
 * @param picture its size
 * @param cutOut the head is a layer of its own; otherwise the picture is stretched around it
 */
export function faceMesh(landmarks: Float32Array, picture: Size, cutOut = false): FaceMesh {
  const rest = restFace(landmarks)
  const rings = ringsOf(rest, picture, cutOut)
  const { places, head } = rings
  let box: FaceMesh['box'] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0]
  for (let i = 0; i < places.length; i += 3) {
    const [x, y] = [places[i] as number, places[i + 1] as number]
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
  }
  return { rest, ...rings, near: neighbours(rest, places, head), ...triangulated(rest, places), box }
}

function neighbours(rest: RestFace, places: Float32Array, head: Float32Array): Neighbours[] {
  const reach = evenness * rest.unit
  const count = head.length
  return Array.from(head, (share, i) => {
    // What is held keeps still, whatever moves beside it.
    if (share === 0) return { points: Uint16Array.of(i), shares: Float32Array.of(1) }
    const points: number[] = []
    const shares: number[] = []
    for (let j = 0; j < count; j++) {
      const dx = (places[3 * i] as number) - (places[3 * j] as number)
      const dy = (places[3 * i + 1] as number) - (places[3 * j + 1] as number)
      const square = (dx * dx + dy * dy) / (reach * reach)
      if (square > 6) continue
      points.push(j)
      shares.push(Math.exp(-square))
    }
    const sum = shares.reduce((total, value) => total + value, 0)
    return { points: Uint16Array.from(points), shares: Float32Array.from(shares, (value) => value / sum) }
  })
}

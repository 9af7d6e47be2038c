import type { Separated } from '../../core/clone/separate'
import type { Similarity } from '../../core/clone/similarity'
import type { FollowedPoint } from '../../core/clone/tracks'
import type { CloneMotion } from './state'
import { cameraBytes, headBytes } from './whole'

/** Places are kept in eighths of a pixel. */
const eighth = 8

/** Points that are left out first when a motion would be too large are those that were seen the shortest. */
const mostBytes = 900_000

/**
 * The camera's way (a, b, x, y of each frame, 32-bit floats), then each point (16 bits: the frame it was first seen in,
 * and in how many it was; then x, y of each, eighths of a pixel), low byte first.
 */
export function packMotion({ camera, steadied }: Separated, name: string, mostPoints: number): CloneMotion {
  const { width, height, rate, count } = steadied
  const cameraSize = cameraBytes * count
  let size = cameraSize
  const kept = steadied.points
    .map(inRange)
    .filter(({ places }) => places.length >= 4)
    .toSorted((a, b) => b.places.length - a.places.length)
    .slice(0, mostPoints)
    .filter(({ places }) => {
      const more = headBytes + 2 * places.length
      if (size + more > mostBytes) return false
      size += more
      return true
    })
  const data = new Uint8Array(size)
  const view = new DataView(data.buffer)
  camera.forEach(({ a, b, x, y }, frame) => {
    ;[a, b, x, y].forEach((value, k) => {
      view.setFloat32(cameraBytes * frame + 4 * k, value, true)
    })
  })
  let at = cameraSize
  for (const { first, places } of kept) {
    view.setUint16(at, first, true)
    view.setUint16(at + 2, places.length / 2, true)
    at += headBytes
    for (const place of places) {
      view.setInt16(at, Math.round(eighth * place), true)
      at += 2
    }
  }
  return { name, width, height, rate, count, points: kept.length, data }
}

/** What `packMotion` kept. */
export function unpackMotion({ width, height, rate, count, points, data }: CloneMotion): Separated {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const camera = Array.from({ length: count }, (_, frame): Similarity => {
    const read = (k: number) => view.getFloat32(cameraBytes * frame + 4 * k, true)
    return { a: read(0), b: read(1), x: read(2), y: read(3) }
  })
  let at = cameraBytes * count
  const followed = Array.from({ length: points }, (): FollowedPoint => {
    const first = view.getUint16(at, true)
    const places = new Float32Array(2 * view.getUint16(at + 2, true))
    at += headBytes
    for (let i = 0; i < places.length; i++, at += 2) places[i] = view.getInt16(at, true) / eighth
    return { first, places }
  })
  return { camera, steadied: { width, height, rate, count, points: followed } }
}

/** As much of a point's way as the numbers can say. */
function inRange({ first, places }: FollowedPoint): FollowedPoint {
  const limit = 32_767 / eighth
  const out = places.findIndex((place) => Math.abs(place) > limit)
  return { first, places: out < 0 ? places : places.slice(0, out - (out % 2)) }
}

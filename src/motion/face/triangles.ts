/// <reference path="./delaunator.d.ts" />
import Delaunator from 'delaunator'
import { deformFace } from '../../core/face/deform'
import { channel, channelCount } from '../../core/face/names'
import { eyes, lips, skinCount } from '../../core/face/points'
import type { RestFace } from '../../core/face/rest'
import { eyeOutline } from './outline'

/**
 * Triangles over the points as they lie in the picture, so that none is turned over whatever way the face
 * looks. For this the lips are a little opened, so that upper and lower ones are not joined.
 */
export function triangulated(
  rest: RestFace,
  places: Float32Array,
): {
  skin: Uint16Array
  openings: Uint16Array
  winding: number
} {
  const values = new Float32Array(channelCount)
  for (const name of ['mouthUpperUp', 'mouthLowerDown'] as const)
    for (const side of ['Left', 'Right'] as const) values[channel(`${name}${side}`)] = 0.35
  const opened = deformFace(rest, values)
  const count = places.length / 3
  const flat = Float64Array.from({ length: 2 * count }, (_, k) => {
    const [i, axis] = [k >> 1, k & 1]
    return (i < skinCount ? opened[3 * i + axis] : places[3 * i + axis]) as number
  })
  const mouth = [...lips.upperInner, ...lips.lowerInner.slice(1, -1).toReversed()]
  const polygons = [eyeOutline(eyes.left), eyeOutline(eyes.right), mouth].map((outline) =>
    outline.map((i) => [flat[2 * i] as number, flat[2 * i + 1] as number]),
  )
  const { triangles } = new Delaunator(flat)
  const [skin, openings]: [number[], number[]] = [[], []]
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t] as number, triangles[t + 1] as number, triangles[t + 2] as number]
    const [x, y] = [0, 1].map((axis) => corners.reduce((sum, i) => sum + (flat[2 * i + axis] as number), 0) / 3) as [
      number,
      number,
    ]
    ;(polygons.some((polygon) => contains(polygon, x, y)) ? openings : skin).push(...corners)
  }
  const [a, b, c] = [0, 1, 2].map((k) => 2 * (triangles[k] as number)) as [number, number, number]
  const at = (i: number) => flat[i] as number
  // The same for all of them, as Delaunay's are.
  const winding = Math.sign((at(b) - at(a)) * (at(c + 1) - at(a + 1)) - (at(c) - at(a)) * (at(b + 1) - at(a + 1)))
  return { skin: Uint16Array.from(skin), openings: Uint16Array.from(openings), winding }
}

function contains(polygon: readonly (readonly number[])[], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [ax, ay] = polygon[i] as [number, number]
    const [bx, by] = polygon[j] as [number, number]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

import { skinCount } from '../../core/face/points'
import { restFace } from '../../core/face/rest'
import { templateFace } from '../../core/face/template'
import { triangulated } from './triangles'

const { skin, openings } = triangulated(restFace(templateFace), templateFace.subarray(0, 3 * skinCount))

/** The triangles of every face's skin as they hang together on the mean face, its openings closed: three landmarks each. */
export const canonicalTriangles: Uint16Array = Uint16Array.of(...skin, ...openings)

/** The signed double area of a triangle as it is seen; its sign tells which of its sides. @param points [n, 3] */
export function signedArea(points: ArrayLike<number>, a: number, b: number, c: number): number {
  const at = (i: number, axis: number) => points[3 * i + axis] as number
  return (at(b, 0) - at(a, 0)) * (at(c, 1) - at(a, 1)) - (at(c, 0) - at(a, 0)) * (at(b, 1) - at(a, 1))
}

/** Which sign of area shows a front as a face lies: that of most of it. @param landmarks [468 or more, 3] */
export function frontOf(landmarks: ArrayLike<number>): number {
  let sum = 0
  for (let t = 0; t < canonicalTriangles.length; t += 3) sum += areaOf(landmarks, t)
  return Math.sign(sum)
}

/** The signed double area of a canonical triangle. @param t where its corners begin */
export function areaOf(landmarks: ArrayLike<number>, t: number): number {
  const corner = (k: number) => canonicalTriangles[t + k] as number
  return signedArea(landmarks, corner(0), corner(1), corner(2))
}

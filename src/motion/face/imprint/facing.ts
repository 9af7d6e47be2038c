import { rotate } from '../../../core/face/fit'
import { skinCount } from '../../../core/face/points'
import { templateFace } from '../../../core/face/template'
import { smoothstep } from '../../curve'
import { canonicalTriangles } from '../canonical'

/** Which way the skin of the mean face looks at each landmark, [468, 3], of length 1. */
const normals = (() => {
  const out = new Float32Array(3 * skinCount)
  const at = (i: number, axis: number) => templateFace[3 * i + axis] as number
  for (let t = 0; t < canonicalTriangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => canonicalTriangles[t + k] as number) as [number, number, number]
    const [ux, uy, uz] = [0, 1, 2].map((axis) => at(b, axis) - at(a, axis)) as [number, number, number]
    const [vx, vy, vz] = [0, 1, 2].map((axis) => at(c, axis) - at(a, axis)) as [number, number, number]
    const across = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx] as const
    // Towards the viewer of a face that looks at him.
    const sign = across[2] > 0 ? -1 : 1
    for (const i of [a, b, c])
      across.forEach((value, axis) => {
        out[3 * i + axis] = (out[3 * i + axis] as number) + sign * value
      })
  }
  for (let i = 0; i < skinCount; i++) {
    const long = Math.hypot(...out.subarray(3 * i, 3 * i + 3)) || 1
    for (let axis = 0; axis < 3; axis++) out[3 * i + axis] = (out[3 * i + axis] as number) / long
  }
  return out
})()

/**
 * How well each landmark of the skin is seen, 0 (from the side or behind) .. 1, [468].
 * @param rotation of the mean face, rows
 */
export function facing(rotation: ArrayLike<number>): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: skinCount }, (_, i) => {
    const n = (axis: number) => normals[3 * i + axis] as number
    return smoothstep(0.08, 0.4, -rotate(rotation, n(0), n(1), n(2))[2])
  })
}

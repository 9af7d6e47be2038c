import type { Point } from '../geometry'
import { landmarkCount } from './points'
import { templateFace } from './template'

/** What a person clicks to place a face, in this order; left and right as they lie in the picture. */
export const placedPoints = ['leftEye', 'rightEye', 'nose', 'mouthLeft', 'mouthRight', 'chin'] as const

const anchors = [468, 473, 4, 61, 291, 152] as const
/** How far, in the template's unit, what the clicks say against the mean face is carried. */
const reach = 0.42

/**
 * The mean face laid over six clicked points: stretched and sheared as they ask on the whole, and bent
 * smoothly so that each of them is met. A mirrored order (the subject upside down) is taken as it is.
 *
 * @returns [478, 3], picture pixels
 */
export function placedFace(points: readonly Point[]): Float32Array<ArrayBuffer> {
  const affine = [0, 1].map((axis) => leastSquares(points.map((point) => (axis ? point.y : point.x)))) as [
    [number, number, number],
    [number, number, number],
  ]
  const place = (x: number, y: number) => affine.map(([a, b, c]) => a * x + b * y + c) as [number, number]
  const scale = (Math.hypot(affine[0][0], affine[1][0]) + Math.hypot(affine[0][1], affine[1][1])) / 2
  const bends = anchors.map((i, k) => {
    const [x, y] = place(at(i, 0), at(i, 1))
    const point = points[k] as Point
    return [point.x - x, point.y - y]
  })
  const out = new Float32Array(3 * landmarkCount)
  for (let i = 0; i < landmarkCount; i++) {
    const [x, y] = place(at(i, 0), at(i, 1))
    const shares = anchors.map((j) => {
      const square = ((at(i, 0) - at(j, 0)) ** 2 + (at(i, 1) - at(j, 1)) ** 2) / (reach * reach)
      return Math.exp(-square)
    })
    const sum = Math.max(
      1,
      shares.reduce((total, share) => total + share, 0),
    )
    out[3 * i] = x + shares.reduce((total, share, k) => total + (share / sum) * (bends[k]?.[0] as number), 0)
    out[3 * i + 1] = y + shares.reduce((total, share, k) => total + (share / sum) * (bends[k]?.[1] as number), 0)
    out[3 * i + 2] = scale * at(i, 2)
  }
  return out
}

/** a, b, c of a x + b y + c over the anchors of the template, by the normal equations. */
function leastSquares(wanted: readonly number[]): [number, number, number] {
  const m = [0, 1, 2].map(() => [0, 0, 0, 0])
  anchors.forEach((i, k) => {
    const row = [at(i, 0), at(i, 1), 1]
    for (let r = 0; r < 3; r++) {
      for (let c = 0; c < 3; c++) add(m, r, c, (row[r] as number) * (row[c] as number))
      add(m, r, 3, (row[r] as number) * (wanted[k] as number))
    }
  })
  for (let r = 0; r < 3; r++)
    for (let other = 0; other < 3; other++) {
      if (other === r) continue
      const factor = get(m, other, r) / get(m, r, r)
      for (let c = r; c < 4; c++) add(m, other, c, -factor * get(m, r, c))
    }
  return [0, 1, 2].map((r) => get(m, r, 3) / get(m, r, r)) as [number, number, number]
}

function get(m: readonly number[][], r: number, c: number): number {
  return m[r]?.[c] as number
}

function add(m: number[][], r: number, c: number, by: number): void {
  const row = m[r] as number[]
  row[c] = (row[c] as number) + by
}

function at(i: number, axis: number): number {
  return templateFace[3 * i + axis] as number
}

import { rigid } from './points'

/** A turn, a scale and a shift in space: p -> scale * R p + shift. */
export interface Similarity {
  /** Rows of the rotation. */
  rotation: Float64Array
  scale: number
  shift: [number, number, number]
}

/**
 * The similarity that carries `from` to `to` best in the least squares' sense (Horn 1987, closed form by
 * quaternions), over some points of both.
 *
 * @param from, to places in space, [n, 3]
 */
export function fitSimilarity(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  indices: readonly number[] = rigid,
): Similarity {
  const a = centre(from, indices)
  const b = centre(to, indices)
  const m = new Float64Array(9)
  let spread = 0
  for (const i of indices)
    for (let r = 0; r < 3; r++) {
      const one = (from[3 * i + r] as number) - (a[r] as number)
      spread += one * one
      for (let c = 0; c < 3; c++)
        m[3 * r + c] = (m[3 * r + c] as number) + one * ((to[3 * i + c] as number) - (b[c] as number))
    }
  const rotation = turnOf(m)
  // The best scale for this turn.
  let along = 0
  for (let r = 0; r < 3; r++)
    for (let c = 0; c < 3; c++) along += (m[3 * r + c] as number) * (rotation[3 * c + r] as number)
  const scale = spread > 0 ? along / spread : 1
  const turned = rotate(rotation, a[0] as number, a[1] as number, a[2] as number)
  return {
    rotation,
    scale,
    shift: [0, 1, 2].map((k) => (b[k] as number) - scale * (turned[k] as number)) as [number, number, number],
  }
}

export function rotate(rotation: ArrayLike<number>, x: number, y: number, z: number): [number, number, number] {
  const r = rotation as ArrayLike<number> & { [index: number]: number }
  return [
    (r[0] as number) * x + (r[1] as number) * y + (r[2] as number) * z,
    (r[3] as number) * x + (r[4] as number) * y + (r[5] as number) * z,
    (r[6] as number) * x + (r[7] as number) * y + (r[8] as number) * z,
  ]
}

/** The inverse of a rotation. */
export function transposed(r: ArrayLike<number>): Float64Array {
  return Float64Array.from([0, 3, 6, 1, 4, 7, 2, 5, 8], (k) => r[k] as number)
}

export function multiplied(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const out = new Float64Array(9)
  for (let r = 0; r < 3; r++)
    for (let c = 0; c < 3; c++)
      for (let k = 0; k < 3; k++)
        out[3 * r + c] = (out[3 * r + c] as number) + (a[3 * r + k] as number) * (b[3 * k + c] as number)
  return out
}

/** Radians: yaw (towards the picture's right), pitch (down), roll (clockwise on the screen). */
export interface Turn {
  yaw: number
  pitch: number
  roll: number
}

/** Rz(roll) Rx(pitch) Ry(yaw): the head turns on the neck, nods, and leans as a whole. */
export function rotationOf({ yaw, pitch, roll }: Turn): Float64Array {
  const [cy, sy, cp, sp, cr, sr] = [yaw, pitch, roll].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  // z points away from the viewer: a face whose nose (negative z) goes to the right turns by +yaw.
  const turn = [cy, 0, -sy, 0, 1, 0, sy, 0, cy]
  const nod = [1, 0, 0, 0, cp, -sp, 0, sp, cp]
  const lean = [cr, -sr, 0, sr, cr, 0, 0, 0, 1]
  return multiplied(lean, multiplied(nod, turn))
}

/** The angles of a rotation; the inverse of `rotationOf` for pitches within a quarter turn. */
export function turnIn(rotation: ArrayLike<number>): Turn {
  const r = (k: number) => rotation[k] as number
  return {
    pitch: Math.asin(Math.max(-1, Math.min(1, r(7)))),
    yaw: Math.atan2(r(6), r(8)),
    roll: Math.atan2(-r(1), r(4)),
  }
}

function centre(points: ArrayLike<number>, indices: readonly number[]): Float64Array {
  const out = new Float64Array(3)
  for (const i of indices)
    for (let k = 0; k < 3; k++) out[k] = (out[k] as number) + (points[3 * i + k] as number) / indices.length
  return out
}

/** The rotation R that makes sum b . R a largest, from m = sum a b^T: the top eigenvector of Horn's matrix. */
function turnOf(m: ArrayLike<number>): Float64Array {
  const s = (r: number, c: number) => m[3 * r + c] as number
  const n = [
    [s(0, 0) + s(1, 1) + s(2, 2), s(1, 2) - s(2, 1), s(2, 0) - s(0, 2), s(0, 1) - s(1, 0)],
    [s(1, 2) - s(2, 1), s(0, 0) - s(1, 1) - s(2, 2), s(0, 1) + s(1, 0), s(2, 0) + s(0, 2)],
    [s(2, 0) - s(0, 2), s(0, 1) + s(1, 0), s(1, 1) - s(0, 0) - s(2, 2), s(1, 2) + s(2, 1)],
    [s(0, 1) - s(1, 0), s(2, 0) + s(0, 2), s(1, 2) + s(2, 1), s(2, 2) - s(0, 0) - s(1, 1)],
  ]
  // Shifted so that the wanted eigenvalue is the largest in size; then the power method by squaring.
  const bound = Math.max(1e-30, ...n.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)))
  let p = n.map((row, i) => row.map((value, j) => value / bound + (i === j ? 1 : 0)))
  for (let round = 0; round < 12; round++) {
    const square = p.map((row) =>
      [0, 1, 2, 3].map((j) => row.reduce((sum, value, k) => sum + value * entry(p, k, j), 0)),
    )
    const largest = Math.max(...square.flat().map(Math.abs))
    p = square.map((row) => row.map((value) => value / largest))
  }
  const column = [0, 1, 2, 3].reduce((best, j) => (entry(p, j, j) > entry(p, best, best) ? j : best), 0)
  const q = p.map((row) => row[column] as number)
  const size = Math.hypot(...q)
  const [w, x, y, z] = q.map((value) => value / size) as [number, number, number, number]
  return Float64Array.of(
    w * w + x * x - y * y - z * z,
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (y * x + w * z),
    w * w - x * x + y * y - z * z,
    2 * (y * z - w * x),
    2 * (z * x - w * y),
    2 * (z * y + w * x),
    w * w - x * x - y * y + z * z,
  )
}

function entry(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return matrix[row]?.[column] as number
}

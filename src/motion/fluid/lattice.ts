import type { Size } from '../../core/geometry'
import type { Plane } from '../../core/image'
import { sampleGrid } from '../filters/resample'

/** Cells along the picture's long side. */
const cellsAlong = 112

/** Points over the whole picture, corner to corner, on which a flow is known; between them it is linear. */
export interface Lattice {
  columns: number
  rows: number
  /** Picture pixels from one point to the next. */
  stepX: number
  stepY: number
}

/** A steady flow: picture pixels a second at each point of a lattice, continued a little past the area. */
export interface Velocity {
  u: Float32Array<ArrayBuffer>
  v: Float32Array<ArrayBuffer>
}

export function latticeOver(picture: Size): Lattice {
  const cell = Math.max(picture.width, picture.height) / cellsAlong
  const columns = Math.max(2, Math.round(picture.width / cell) + 1)
  const rows = Math.max(2, Math.round(picture.height / cell) + 1)
  return { columns, rows, stepX: picture.width / (columns - 1), stepY: picture.height / (rows - 1) }
}

/** A number for each point. */
export function numbers({ columns, rows }: Lattice): Float32Array<ArrayBuffer> {
  return new Float32Array(columns * rows)
}

/** A plane, stretched over the picture, at the points: its mean over the cell around each. */
export function onLattice(plane: Plane, lattice: Lattice): Float32Array<ArrayBuffer> {
  const { columns, rows } = lattice
  const out = numbers(lattice)
  const [wide, high] = [plane.width / (columns - 1), plane.height / (rows - 1)]
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const left = Math.max(0, Math.floor((column - 0.5) * wide))
      const right = Math.min(plane.width, Math.max(left + 1, Math.ceil((column + 0.5) * wide)))
      const top = Math.max(0, Math.floor((row - 0.5) * high))
      const bottom = Math.min(plane.height, Math.max(top + 1, Math.ceil((row + 0.5) * high)))
      let sum = 0
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) sum += plane.data[y * plane.width + x] as number
      out[row * columns + column] = sum / ((right - left) * (bottom - top))
    }
  return out
}

/** Linear value at a place of the picture (pixels), clamped at its border. */
export function valueAt(values: Float32Array, { columns, rows, stepX, stepY }: Lattice, x: number, y: number): number {
  return sampleGrid(values, 0, columns, rows, x / stepX + 0.5, y / stepY + 0.5)
}

/** The mean of each point and its four neighbours, `rounds` times. */
export function smoothed(values: Float32Array, lattice: Lattice, rounds: number): Float32Array<ArrayBuffer> {
  const { columns, rows } = lattice
  let from = Float32Array.from(values)
  let to = numbers(lattice)
  for (let round = 0; round < rounds; round++) {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column
        const left = column > 0 ? at - 1 : at
        const right = column + 1 < columns ? at + 1 : at
        const above = row > 0 ? at - columns : at
        const below = row + 1 < rows ? at + columns : at
        to[at] =
          (2 * (from[at] as number) +
            (from[left] as number) +
            (from[right] as number) +
            (from[above] as number) +
            (from[below] as number)) /
          6
      }
    ;[from, to] = [to, from]
  }
  return from
}

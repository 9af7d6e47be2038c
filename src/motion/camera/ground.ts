import type { Size } from '../../core/geometry'
import type { Plane } from '../../core/image'
import { samplePlane } from '../filters/resample'
import type { Ground } from './types'

/** Cells along the picture's long side. */
const cellsAlong = 96

/**
 * @param depth null: flat, as few cells as there can be
 * @param margin how far it goes on past the picture's border, picture pixels
 */
export function groundMesh(picture: Size, depth: Plane | null, margin: number): Ground {
  const cell = depth ? Math.max(picture.width, picture.height) / cellsAlong : Number.POSITIVE_INFINITY
  const xs = lattice(picture.width, cell, margin)
  const ys = lattice(picture.height, cell, margin)
  const [columns, rows] = [xs.length, ys.length]
  const places = new Float32Array(2 * columns * rows)
  const depths = new Float32Array(columns * rows)
  ys.forEach((y, row) => {
    xs.forEach((x, column) => {
      const i = row * columns + column
      places[2 * i] = x
      places[2 * i + 1] = y
      depths[i] = depth
        ? samplePlane(depth, (x / picture.width) * depth.width, (y / picture.height) * depth.height)
        : 0.5
    })
  })
  const cells: number[] = []
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) cells.push(row * columns + column)
  // What is nearer covers what is farther where the lattice folds over itself.
  cells.sort((a, b) => nearness(depths, a, columns) - nearness(depths, b, columns))
  const none = new Float32Array(0)
  return {
    mesh: {
      columns,
      rows,
      places,
      weights: none,
      shares: none,
      partShares: none,
      cells: Uint32Array.from(cells),
      solid: new Uint8Array(cells.length).fill(1),
    },
    depths,
  }
}

function nearness(depths: Float32Array, at: number, columns: number): number {
  return (
    (depths[at] as number) +
    (depths[at + 1] as number) +
    (depths[at + columns] as number) +
    (depths[at + columns + 1] as number)
  )
}

/** Places along one side: evenly within the picture, its ends among them, and on past them with a margin. */
function lattice(size: number, cell: number, margin: number): number[] {
  const count = Math.max(1, Math.round(size / cell))
  const inner = Array.from({ length: count + 1 }, (_, i) => (size * i) / count)
  if (margin <= 0) return inner
  const step = size / count
  const past = Math.max(1, Math.ceil(margin / step))
  const width = margin / past
  const outer = Array.from({ length: past }, (_, i) => (i + 1) * width)
  return [...outer.map((way) => -way).reverse(), ...inner, ...outer.map((way) => size + way)]
}

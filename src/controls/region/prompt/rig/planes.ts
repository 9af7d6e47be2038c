import type { Point } from '../../../../core/geometry'
import type { Plane } from '../../../../core/image'
import { middleOf } from '../shape/grid'
import type { Shape } from '../shape/shape'

/** A plane over the shape's grid by a function of places (picture pixels). */
export function plane({ grid }: Shape, value: (x: number, y: number, cell: number) => number): Plane {
  const data = new Float32Array(grid.width * grid.height)
  for (let row = 0, cell = 0; row < grid.height; row++)
    for (let column = 0; column < grid.width; column++, cell++)
      data[cell] = value((column + 0.5) * grid.cellX, (row + 0.5) * grid.cellY, cell)
  return { width: grid.width, height: grid.height, data }
}

/** Cell by cell. */
export function times(a: Plane, b: Plane): Plane {
  return { ...a, data: a.data.map((value, i) => value * (b.data[i] as number)) }
}

/** How far each cell lies on the way from one place to another, 0..1. */
export function projection(shape: Shape, from: Point, to: Point): Plane {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const square = Math.max(1, dx * dx + dy * dy)
  return plane(shape, (x, y) => Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / square)))
}

/** The middle of the cells of the thing that belong; the thing's own where none does. */
export function middleWithin(shape: Shape, belongs: (x: number, y: number) => boolean): Point {
  let [x, y, n] = [0, 0, 0]
  shape.grid.inside.forEach((value, cell) => {
    if (!value) return
    const at = middleOf(shape.grid, cell)
    if (!belongs(at.x, at.y)) return
    x += at.x
    y += at.y
    n++
  })
  return n > 0 ? { x: x / n, y: y / n } : shape.centre
}

/** Evened out within the thing over about `reach` cells, so that no seam runs through it; outside as where it is nearest. */
export function softened(shape: Shape, { width, height, data }: Plane, reach: number): Plane {
  const { inside } = shape.grid
  let from = data
  // Each round of 3 x 3 means adds 2/3 of a square cell to the variance.
  const rounds = Math.max(1, Math.min(40, Math.round(1.5 * reach * reach)))
  for (let round = 0; round < rounds; round++) {
    const to = new Float32Array(data.length)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const cell = y * width + x
        if (!inside[cell]) continue
        let [sum, n] = [0, 0]
        for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
          for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
            if (!inside[row * width + column]) continue
            sum += from[row * width + column] as number
            n++
          }
        to[cell] = sum / n
      }
    from = to
  }
  return { width, height, data: data.map((_, cell) => from[shape.nearest[cell] as number] as number) }
}

/** 0 below `from`, 1 above `to`, smooth between (cubic). */
export function smooth(from: number, to: number, value: number): number {
  const share = Math.max(0, Math.min(1, (value - from) / (to - from)))
  return share * share * (3 - 2 * share)
}

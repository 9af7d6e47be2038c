import { type Lattice, numbers } from './lattice'
import { relax } from './relax'
import type { Shores } from './shores'

/** What flows off everywhere, however little, so that the potential has one answer in a closed area too. */
const leak = 0.01

/**
 * Turns a flow along the area's border where that is not open: adds the gradient of a potential that is
 * harmonic inside and takes away what would flow through (the part of the Helmholtz-Hodge projection
 * that belongs to the walls), so that water parts before a rock and closes behind it. In place.
 */
export function turnAlong(
  u: Float32Array,
  v: Float32Array,
  shores: Shores,
  open: Float32Array,
  lattice: Lattice,
): void {
  const { columns, rows } = lattice
  const { inside } = shores
  const taken = { x: [numbers(lattice), numbers(lattice)], y: [numbers(lattice), numbers(lattice)] }
  const [given, weight, potential] = [numbers(lattice), numbers(lattice), numbers(lattice)]
  const sides = [
    { dx: -1, dy: 0, flux: u, taken: taken.x[0] as Float32Array },
    { dx: 1, dy: 0, flux: u, taken: taken.x[1] as Float32Array },
    { dx: 0, dy: -1, flux: v, taken: taken.y[0] as Float32Array },
    { dx: 0, dy: 1, flux: v, taken: taken.y[1] as Float32Array },
  ]
  for (let at = 0; at < inside.length; at++) {
    if (!inside[at]) continue
    const [column, row] = [at % columns, Math.floor(at / columns)]
    weight[at] = leak
    for (const side of sides) {
      const [x, y] = [column + side.dx, row + side.dy]
      if (x < 0 || y < 0 || x >= columns || y >= rows) {
        weight[at] = (weight[at] as number) + 1
        continue
      }
      if (inside[y * columns + x]) continue
      const free = open[at] as number
      weight[at] = (weight[at] as number) + free
      // The gradient outwards that cancels what flows through.
      const outwards = -(1 - free) * (side.flux[at] as number) * (side.dx + side.dy)
      side.taken[at] = outwards * (side.dx + side.dy)
      given[at] = (given[at] as number) + outwards
    }
  }
  relax(potential, inside, given, weight, lattice, 140)
  const slope = (at: number, other: number, known: number, way: number) =>
    inside[other] ? way * ((potential[other] as number) - (potential[at] as number)) : known
  for (let at = 0; at < inside.length; at++) {
    if (!inside[at]) continue
    const [column, row] = [at % columns, Math.floor(at / columns)]
    const left = column > 0 ? slope(at, at - 1, taken.x[0]?.[at] as number, -1) : 0
    const right = column + 1 < columns ? slope(at, at + 1, taken.x[1]?.[at] as number, 1) : 0
    const above = row > 0 ? slope(at, at - columns, taken.y[0]?.[at] as number, -1) : 0
    const below = row + 1 < rows ? slope(at, at + columns, taken.y[1]?.[at] as number, 1) : 0
    u[at] = (u[at] as number) + (left + right) / 2
    v[at] = (v[at] as number) + (above + below) / 2
  }
  // What little is left of it at the very border.
  for (let at = 0; at < inside.length; at++) {
    const [nx, ny] = [shores.normalX[at] as number, shores.normalY[at] as number]
    if (!inside[at] || !bordersOutside(inside, at, columns)) continue
    const through = (1 - (open[at] as number)) * ((u[at] as number) * nx + (v[at] as number) * ny)
    u[at] = (u[at] as number) - through * nx
    v[at] = (v[at] as number) - through * ny
  }
}

function bordersOutside(inside: Uint8Array, at: number, columns: number): boolean {
  return inside[at - 1] === 0 || inside[at + 1] === 0 || inside[at - columns] === 0 || inside[at + columns] === 0
}

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
  const [left, right, above, below] = [numbers(lattice), numbers(lattice), numbers(lattice), numbers(lattice)]
  const [given, weight, potential] = [numbers(lattice), numbers(lattice), numbers(lattice)]
  // What is taken from the flow through one side of a point; `way` is 1 to the right and down, -1 to the left and up.
  const close = (at: number, other: number, ends: boolean, through: number, way: number, taken: Float32Array) => {
    const free = ends ? 1 : (open[at] as number)
    if (!ends && inside[other]) return
    weight[at] = (weight[at] as number) + free
    taken[at] = -(1 - free) * through
    given[at] = (given[at] as number) + way * (taken[at] as number)
  }
  for (let at = 0; at < inside.length; at++) {
    if (!inside[at]) continue
    weight[at] = leak
    const column = at % columns
    const x = u[at] as number
    const y = v[at] as number
    close(at, at - 1, column === 0, x, -1, left)
    close(at, at + 1, column === columns - 1, x, 1, right)
    close(at, at - columns, at < columns, y, -1, above)
    close(at, at + columns, at >= columns * (rows - 1), y, 1, below)
  }
  relax(potential, inside, given, weight, lattice, 100)
  for (let at = 0; at < inside.length; at++) {
    if (!inside[at]) continue
    const here = potential[at] as number
    const toLeft = inside[at - 1] && at % columns > 0 ? here - (potential[at - 1] as number) : (left[at] as number)
    const toRight =
      inside[at + 1] && (at + 1) % columns > 0 ? (potential[at + 1] as number) - here : (right[at] as number)
    const up = inside[at - columns] ? here - (potential[at - columns] as number) : (above[at] as number)
    const down = inside[at + columns] ? (potential[at + columns] as number) - here : (below[at] as number)
    u[at] = (u[at] as number) + (toLeft + toRight) / 2
    v[at] = (v[at] as number) + (up + down) / 2
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

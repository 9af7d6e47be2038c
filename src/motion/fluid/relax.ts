import type { Lattice } from './lattice'

/** Successive over-relaxation: how far each point goes past its neighbours' mean. */
const push = 1.85

/**
 * Values inside an area as smooth as what is given lets them be: each comes to be
 * (sum of its neighbours inside + `given`) / (their number + `weight`), the discrete Poisson equation
 * with a free border. In place.
 */
export function relax(
  values: Float32Array,
  inside: Uint8Array,
  given: Float32Array,
  weight: Float32Array,
  { columns, rows }: Lattice,
  rounds: number,
): void {
  for (let round = 0; round < rounds; round++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column
        if (!inside[at]) continue
        let sum = given[at] as number
        let count = weight[at] as number
        if (column > 0 && inside[at - 1]) {
          sum += values[at - 1] as number
          count++
        }
        if (column + 1 < columns && inside[at + 1]) {
          sum += values[at + 1] as number
          count++
        }
        if (row > 0 && inside[at - columns]) {
          sum += values[at - columns] as number
          count++
        }
        if (row + 1 < rows && inside[at + columns]) {
          sum += values[at + columns] as number
          count++
        }
        if (count > 0) values[at] = (values[at] as number) + push * (sum / count - (values[at] as number))
      }
}

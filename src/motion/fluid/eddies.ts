import { type Lattice, numbers, smoothed, type Velocity } from './lattice'
import { noiseAt } from './noise'

/** How large an eddy is, in lattice steps. */
const size = 9

/** A flow without sources that meanders (curl noise, Bridson et al. 2007), of a speed about 1, at rest along the border. */
export function eddies(inside: Uint8Array, lattice: Lattice): Velocity {
  const { columns, rows } = lattice
  const still = smoothed(Float32Array.from(inside), lattice, 4)
  const stream = numbers(lattice)
  for (let at = 0; at < stream.length; at++) {
    const rim = Math.max(0, 2 * (still[at] as number) - 1)
    stream[at] = rim * noiseAt((at % columns) / size, Math.floor(at / columns) / size, 5) * size
  }
  const [u, v] = [numbers(lattice), numbers(lattice)]
  for (let row = 1; row + 1 < rows; row++)
    for (let column = 1; column + 1 < columns; column++) {
      const at = row * columns + column
      if (!inside[at]) continue
      u[at] = ((stream[at + columns] as number) - (stream[at - columns] as number)) / 2
      v[at] = -((stream[at + 1] as number) - (stream[at - 1] as number)) / 2
    }
  return { u, v }
}

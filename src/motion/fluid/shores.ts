import { smoothstep } from '../curve'
import { type Lattice, numbers, smoothed } from './lattice'

/** Where an area ends, on a lattice: what lies inside, and how a flow may pass its border. */
export interface Shores {
  /** 1 inside. */
  inside: Uint8Array
  /** Unit vector towards the outside near the border, 0 elsewhere. */
  normalX: Float32Array
  normalY: Float32Array
  /** 1 for points outside that are surrounded by the area: a rock in a river. */
  island: Uint8Array
}

/** @param cover how much of each point's surroundings belongs to the area, 0..1 */
export function shoresOf(cover: Float32Array, lattice: Lattice): Shores {
  const { columns, rows } = lattice
  const inside = Uint8Array.from(cover, (value) => (value > 0.5 ? 1 : 0))
  const soft = smoothed(cover, lattice, 3)
  const [normalX, normalY] = [numbers(lattice), numbers(lattice)]
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      const dx =
        (soft[row * columns + Math.min(columns - 1, column + 1)] as number) -
        (soft[row * columns + Math.max(0, column - 1)] as number)
      const dy =
        (soft[Math.min(rows - 1, row + 1) * columns + column] as number) -
        (soft[Math.max(0, row - 1) * columns + column] as number)
      const length = Math.hypot(dx, dy)
      if (length < 0.02) continue
      normalX[at] = -dx / length
      normalY[at] = -dy / length
    }
  return { inside, normalX, normalY, island: islandsOf(inside, lattice) }
}

/**
 * How freely the flow passes the border at each point, 0 (along it only) to 1: where it runs into the
 * outer border it ends there (a fall ends in its pool), where it runs along it, or past an island, it
 * does not cross it.
 */
export function openness(shores: Shores, u: Float32Array, v: Float32Array, lattice: Lattice): Float32Array {
  const { columns } = lattice
  const open = numbers(lattice)
  for (let at = 0; at < open.length; at++) {
    const [nx, ny] = [shores.normalX[at] as number, shores.normalY[at] as number]
    if (nx === 0 && ny === 0) continue
    const speed = Math.hypot(u[at] as number, v[at] as number)
    if (speed === 0 || nearIsland(shores.island, at, columns)) continue
    open[at] = smoothstep(0.3, 0.7, Math.abs((u[at] as number) * nx + (v[at] as number) * ny) / speed)
  }
  return open
}

function nearIsland(island: Uint8Array, at: number, columns: number): boolean {
  for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) if (island[at + dy * columns + dx]) return true
  return false
}

/** What lies outside and cannot be reached from the picture's border. */
export function islandsOf(inside: Uint8Array, { columns, rows }: Lattice): Uint8Array {
  const island = Uint8Array.from(inside, (value) => 1 - value)
  const stack: number[] = []
  const drown = (at: number) => {
    if (!island[at]) return
    island[at] = 0
    stack.push(at)
  }
  for (let column = 0; column < columns; column++) {
    drown(column)
    drown((rows - 1) * columns + column)
  }
  for (let row = 0; row < rows; row++) {
    drown(row * columns)
    drown(row * columns + columns - 1)
  }
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const column = at % columns
    if (column > 0) drown(at - 1)
    if (column + 1 < columns) drown(at + 1)
    if (at >= columns) drown(at - columns)
    if (at + columns < island.length) drown(at + columns)
  }
  return island
}

import type { Size } from '../../../../core/geometry'

/** Ways over a grid from some cells: how long to each, from which neighbour, and from which of the first cells. */
export interface Ways {
  far: Float32Array
  from: Int32Array
  origin: Int32Array
  /** The cell at which the search ended, or -1. */
  end: number
}

/** Cheapest ways over eight neighbours (Dijkstra); `price` of a cell is per cell of way, infinite where there is none. */
export function walk(
  { width, height }: Size,
  starts: Iterable<number>,
  price: (cell: number) => number,
  until: (cell: number) => boolean = () => false,
): Ways {
  const far = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY)
  const from = new Int32Array(width * height).fill(-1)
  const origin = new Int32Array(width * height).fill(-1)
  const done = new Uint8Array(width * height)
  const heap = new Heap()
  for (const cell of starts) {
    far[cell] = 0
    origin[cell] = cell
    heap.push(0, cell)
  }
  for (let cell = heap.pop(); cell >= 0; cell = heap.pop()) {
    if (done[cell]) continue
    done[cell] = 1
    if (until(cell)) return { far, from, origin, end: cell }
    const [x, y] = [cell % width, Math.floor(cell / width)]
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        if ((dx === 0 && dy === 0) || x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height) continue
        const next = cell + dy * width + dx
        if (done[next]) continue
        const way = (far[cell] as number) + price(next) * (dx !== 0 && dy !== 0 ? Math.SQRT2 : 1)
        if (!(way < (far[next] as number))) continue
        far[next] = way
        from[next] = cell
        origin[next] = origin[cell] as number
        heap.push(way, next)
      }
  }
  return { far, from, origin, end: -1 }
}

class Heap {
  private keys: number[] = []
  private cells: number[] = []

  push(key: number, cell: number): void {
    const { keys, cells } = this
    let at = keys.length
    while (at > 0) {
      const above = (at - 1) >> 1
      if ((keys[above] as number) <= key) break
      keys[at] = keys[above] as number
      cells[at] = cells[above] as number
      at = above
    }
    keys[at] = key
    cells[at] = cell
  }

  /** The cell with the least key; -1: none is left. */
  pop(): number {
    const { keys, cells } = this
    const first = cells[0]
    const key = keys.pop()
    const cell = cells.pop()
    if (first === undefined || key === undefined || cell === undefined) return -1
    const count = keys.length
    if (count === 0) return first
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= count) break
      if (below + 1 < count && (keys[below + 1] as number) < (keys[below] as number)) below++
      if ((keys[below] as number) >= key) break
      keys[at] = keys[below] as number
      cells[at] = cells[below] as number
      at = below
    }
    keys[at] = key
    cells[at] = cell
    return first
  }
}

import { geodesicDistance, type Steps, stepCosts } from '../../motion/plain/geodesic'
import type { Grid, Seed } from './grid'

const steps = new WeakMap<Grid, Steps>()

/** Length of the cheapest way from the nearest of some places to every pixel: far where colours change on it. */
export function wayFrom(grid: Grid, places: readonly Seed[]): Float32Array<ArrayBuffer> {
  const { width, height, colours } = grid
  let known = steps.get(grid)
  if (!known) {
    known = stepCosts(colours, 4)
    steps.set(grid, known)
  }
  const way = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY)
  for (const { x, y } of places) way[y * width + x] = 0
  geodesicDistance(known, way, 1)
  return way
}

import { geodesicDistance, stepCosts } from '../../motion/plain/geodesic'
import type { Grid, Seed } from './grid'

/** How far a click speaks for its surroundings along even colours, as a share of the long side. */
const reach = 0.06

/** The pixels around a place that look like it: within a short geodesic distance. */
export function nearby(grid: Grid, { x, y }: Seed): number[] {
  const { width, height, colours } = grid
  const distance = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY)
  distance[y * width + x] = 0
  geodesicDistance(stepCosts(colours, 4), distance, 1)
  const limit = reach * Math.max(width, height)
  const out: number[] = []
  distance.forEach((value, i) => {
    if (value < limit) out.push(i)
  })
  return out
}

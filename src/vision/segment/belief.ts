import type { Size } from '../../core/geometry'
import type { Plane } from '../../core/image'
import type { Influence } from '../../core/influence'
import type { SelectionClick } from '../../core/selection'
import { resizePlane } from '../../motion/filters/resample'
import { plainInfluence } from '../../motion/plain/influence'
import type { Grid } from './grid'

/** What belongs to the clicked thing before any cut, 0..1 at the grid's size. */
export interface Belief {
  /** By a network; the plain one where there is none. */
  learned: Plane
  /** By colour and edges alone (`plainInfluence`). */
  plain: Plane
}

export function believe(
  clicks: readonly SelectionClick[],
  size: Size,
  grid: Grid,
  belongs: Influence | undefined,
): Belief {
  const places = clicks.map(({ x, y, keep }) => ({ x: x / size.width, y: y / size.height, moving: keep }))
  const plain = kept(plainInfluence(grid.picture, places, 160), clicks, grid)
  return { plain, learned: belongs?.count === clicks.length ? kept(belongs, clicks, grid) : plain }
}

/** The sum of the maps of the clicks that are the thing's. */
function kept({ width, height, maps }: Influence, clicks: readonly SelectionClick[], grid: Size): Plane {
  const count = width * height
  const data = new Float32Array(count)
  clicks.forEach(({ keep }, k) => {
    if (keep) for (let i = 0; i < count; i++) data[i] = (data[i] as number) + (maps[k * count + i] as number)
  })
  return resizePlane({ width, height, data }, grid.width, grid.height)
}

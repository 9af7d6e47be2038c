import type { Plane } from '../../core/image'
import { resizePlane } from '../../motion/filters/resample'
import { grabCut, label, type OpenCv } from './grabcut'
import { type Grid, inDisc, type Seed } from './grid'
import { whole } from './whole'

/** What a network is so sure of (as a share, or what is missing to one) is not asked again. */
const sure = 0.97
/** A click is sure of what lies within so many pixels of the grid. */
const reach = 2

/**
 * The selection that a network takes all clicks for: where it is in doubt, colours decide.
 *
 * @param thing 0..1, at any size
 * @returns 1 where the thing is, on the grid
 */
export function led(cv: OpenCv, grid: Grid, seeds: readonly Seed[], thing: Plane): Uint8Array<ArrayBuffer> {
  const share = resizePlane(thing, grid.width, grid.height).data
  const labels = new Uint8Array(share.length)
  for (let i = 0; i < labels.length; i++) {
    const value = share[i] as number
    if (value > 0.5) labels[i] = value > sure ? label.thing : label.probablyThing
    else labels[i] = value < 1 - sure ? label.ground : label.probablyGround
  }
  for (const seed of seeds)
    inDisc(grid, seed, reach, (i) => {
      labels[i] = seed.keep ? label.thing : label.ground
    })
  return whole(
    grabCut(cv, grid.picture, labels, 1),
    grid,
    seeds.filter(({ keep }) => keep),
  )
}

import type { Plane } from '../../core/image'
import { distanceInside } from '../../motion/filters/distance'
import type { Belief } from './belief'
import type { Grid, Seed } from './grid'

/** A change of colour from pixel to pixel (OKLab times 100) that is an edge. */
const edgeContrast = 4

/**
 * How much a cut looks like what was meant: the network and the colours agree, the click lies well inside of it, and
 * its border runs along edges. Fitted by leaving out one photograph after another of eighty outlined things; what
 * else was tried (raggedness, colours apart, length along the picture's border) told nothing more.
 */
export function score(mask: Uint8Array<ArrayBuffer>, grid: Grid, seed: Seed, { learned, plain }: Belief): number {
  const area = mask.reduce((sum, value) => sum + value, 0)
  if (area < 8 || area > 0.95 * mask.length) return -1
  const distance = distanceInside(mask, grid)
  const deepest = distance.reduce((high, value) => Math.max(high, value), 0)
  return (
    0.5 * agreement(mask, area, learned) +
    0.3 * agreement(mask, area, plain) +
    0.4 * ((distance[seed.y * grid.width + seed.x] as number) / deepest) +
    0.3 * alongEdges(mask, grid)
  )
}

/** Twice what both take, as a share of what each takes (Dice), 0..1. */
function agreement(mask: Uint8Array, area: number, { data }: Plane): number {
  let [both, all] = [0, 0]
  for (let i = 0; i < data.length; i++) {
    all += data[i] as number
    if (mask[i] === 1) both += data[i] as number
  }
  return (2 * both) / (area + all)
}

/** Share of the cut's border that runs along an edge of the picture. */
function alongEdges(mask: Uint8Array, { width, colours: { l, a, b } }: Grid): number {
  let [border, edges] = [0, 0]
  const meet = (i: number, j: number) => {
    if (mask[i] === mask[j]) return
    border++
    const [dl, da, db] = [
      (l[i] as number) - (l[j] as number),
      (a[i] as number) - (a[j] as number),
      (b[i] as number) - (b[j] as number),
    ]
    if (0.5 * dl * dl + 2 * (da * da + db * db) > edgeContrast ** 2) edges++
  }
  for (let i = 0; i < mask.length; i++) {
    if ((i + 1) % width > 0) meet(i, i + 1)
    if (i + width < mask.length) meet(i, i + width)
  }
  return border > 0 ? edges / border : 0
}

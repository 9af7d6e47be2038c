import type { Belief } from './belief'
import { grabCut, label, type OpenCv } from './grabcut'
import { type Grid, inDisc, type Seed } from './grid'
import { score } from './score'
import { whole } from './whole'

/** How large a thing may be that is cut out around a click, as a share of the long side. */
const radius = 0.3
/** Two guesses that share so much of what either takes are one. */
const alike = 0.85
/** What takes less of the picture is no second guess. */
const least = 0.002

/**
 * The things that a first click may mean, the likeliest first. No single guess is good for all pictures: a network
 * knows things but may see only a part of one, a disc around the click knows nothing but often lies well. So several
 * guesses are cut out, and ordered by how much the cut looks like a thing; whether a head is meant or the whole cat,
 * only the person knows.
 *
 * @returns 1 where the thing is, on the grid; at least one
 */
export function firstSelections(cv: OpenCv, grid: Grid, seed: Seed, belief: Belief): Uint8Array<ArrayBuffer>[] {
  const cuts = guesses(grid, seed, belief).map((labels) => {
    const mask = whole(grabCut(cv, grid.picture, labels, 2), grid, [seed])
    return { mask, score: score(mask, grid, seed, belief) }
  })
  const kept: Uint8Array<ArrayBuffer>[] = []
  for (const { mask } of cuts.toSorted((a, b) => b.score - a.score)) {
    const crumb = kept.length > 0 && mask.reduce((sum, value) => sum + value, 0) < least * mask.length
    if (!crumb && !kept.some((known) => shareOf(known, mask) > alike)) kept.push(mask)
  }
  return kept
}

/** Of what either takes, what both do. */
function shareOf(a: Uint8Array, b: Uint8Array): number {
  let [both, either] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 1 && b[i] === 1) both++
    if (a[i] === 1 || b[i] === 1) either++
  }
  return either > 0 ? both / either : 1
}

function guesses(grid: Grid, seed: Seed, { learned, plain }: Belief): Uint8Array[] {
  const { width, height } = grid
  const long = Math.max(width, height)
  const count = width * height
  const make = (of: (index: number) => number) => {
    const labels = new Uint8Array(count)
    for (let i = 0; i < count; i++) labels[i] = of(i)
    inDisc(grid, seed, 2, (i) => {
      labels[i] = label.thing
    })
    return labels
  }
  const p = (i: number) => learned.data[i] as number
  const q = (i: number) => plain.data[i] as number
  return [
    make((i) => (p(i) > 0.85 ? label.thing : p(i) > 0.45 ? label.probablyThing : label.probablyGround)),
    make((i) =>
      p(i) + q(i) > 0.8 ? label.probablyThing : p(i) < 0.04 && q(i) < 0.2 ? label.ground : label.probablyGround,
    ),
    make((i) => {
      const away = Math.hypot((i % width) - seed.x, Math.floor(i / width) - seed.y) / long
      return away < radius ? label.probablyThing : away < 2 * radius ? label.probablyGround : label.ground
    }),
  ]
}

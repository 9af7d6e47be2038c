import type { Belief } from './belief'
import { grabCut, label, type OpenCv } from './grabcut'
import { type Grid, inDisc, type Seed } from './grid'
import { score } from './score'
import { whole } from './whole'

/** How large a thing may be that is cut out around a click, shares of the long side. */
const radii = [0.1, 0.2, 0.3]

/**
 * The thing under a first click. No single guess is good for all pictures: a network knows things but
 * may see only a part of one, a disc around the click knows nothing but often lies well. So several
 * guesses are cut out, and the cut that looks most like a thing is taken.
 *
 * @returns 1 where the thing is, on the grid
 */
export function firstSelection(cv: OpenCv, grid: Grid, seed: Seed, belief: Belief): Uint8Array<ArrayBuffer> {
  let best: { mask: Uint8Array<ArrayBuffer>; score: number } | null = null
  for (const labels of guesses(grid, seed, belief)) {
    const mask = whole(grabCut(cv, grid.picture, labels, 2), grid, [seed])
    const value = score(mask, grid, seed, belief)
    if (!best || value > best.score) best = { mask, score: value }
  }
  return best?.mask ?? new Uint8Array(grid.width * grid.height)
}

function guesses(grid: Grid, seed: Seed, { learned, plain }: Belief): Uint8Array[] {
  const { width, height } = grid
  const long = Math.max(width, height)
  const count = width * height
  const make = (of: (index: number) => number) => {
    const labels = Uint8Array.from({ length: count }, (_, i) => of(i))
    inDisc(grid, seed, 2, (i) => {
      labels[i] = label.thing
    })
    return labels
  }
  const p = (i: number) => learned.data[i] as number
  const q = (i: number) => plain.data[i] as number
  return [
    make((i) => (p(i) > 0.85 ? label.thing : p(i) > 0.15 ? label.probablyThing : label.probablyGround)),
    make((i) => (p(i) > 0.85 ? label.thing : p(i) > 0.45 ? label.probablyThing : label.probablyGround)),
    make((i) =>
      p(i) + q(i) > 0.8 ? label.probablyThing : p(i) < 0.04 && q(i) < 0.2 ? label.ground : label.probablyGround,
    ),
    ...radii.map((radius) =>
      make((i) => {
        const away = Math.hypot((i % width) - seed.x, Math.floor(i / width) - seed.y) / long
        return away < radius ? label.probablyThing : away < 2 * radius ? label.probablyGround : label.ground
      }),
    ),
  ]
}

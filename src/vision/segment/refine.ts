import type { Plane } from '../../core/image'
import { maskToPlane } from '../../core/mask'
import type { Sketch } from '../../core/selection'
import { boxMean } from '../../motion/filters/box'
import type { Belief } from './belief'
import { grabCut, label, type OpenCv } from './grabcut'
import { type Grid, inDisc, type Seed } from './grid'
import { wayFrom } from './nearby'
import { whole } from './whole'

/** A click is sure of what lies within so many pixels of the grid. */
const sure = 2
/** How far a click speaks for its surroundings along even colours, as a share of the long side. */
const reach = 0.06
/** What is so much nearer to an opposite click is not the new one's to change. */
const ownShare = 0.7

/**
 * The selection after one more click: cut anew with what the click says, but changed only in pieces
 * that the click touches and that are not nearer (along colours) to a click that says the opposite, so
 * that nothing jumps elsewhere.
 *
 * @param belief of the last click alone
 */
export function refined(
  cv: OpenCv,
  grid: Grid,
  before: Uint8Array<ArrayBuffer>,
  seeds: readonly Seed[],
  belief: Belief,
): Uint8Array<ArrayBuffer> {
  const last = seeds.at(-1)
  if (!last) return before
  const labels = doubts(grid, before, seeds, last, belief)
  if (!last.keep) return changedAt(before, grabCut(cv, grid.picture, labels, 2), grid, last)
  // What is added may flood over a border that colours do not show: then it may go half as far.
  const area = before.reduce((sum, value) => sum + value, 0)
  const long = Math.max(grid.width, grid.height)
  for (let far = Math.max(0.2 * long, Math.sqrt(area)); far > 0.02 * long; far /= 2) {
    const within = labels.map((value, i) => (value !== label.thing && away(grid, last, i) > far ? label.ground : value))
    const after = changedAt(before, grabCut(cv, grid.picture, within, 2), grid, last)
    if (!floods(before, after, grid, last, far)) return after
  }
  return changedAt(before, new Uint8Array(before.length), grid, last)
}

/** What a click leaves open, and how it would rather have it. */
function doubts(
  grid: Grid,
  before: Uint8Array<ArrayBuffer>,
  seeds: readonly Seed[],
  last: Seed,
  { learned, plain }: Belief,
): Uint8Array<ArrayBuffer> {
  const near = reach * Math.max(grid.width, grid.height)
  const own = wayFrom(grid, [last])
  const other = wayFrom(
    grid,
    seeds.filter(({ keep }) => keep !== last.keep),
  )
  const labels = Uint8Array.from(before, (value, i) => {
    const mine = own[i] as number
    const guarded = (other[i] as number) < ownShare * mine
    if (!last.keep) {
      if (value === 0) return label.ground
      return guarded ? label.thing : mine < near ? label.probablyGround : label.probablyThing
    }
    if (value === 1) return label.thing
    if (guarded) return label.ground
    const share = Math.max(learned.data[i] as number, plain.data[i] as number)
    return share > 0.5 || mine < near / 2 ? label.probablyThing : label.probablyGround
  })
  for (const seed of seeds)
    inDisc(grid, seed, sure, (i) => {
      labels[i] = seed.keep ? label.thing : label.ground
    })
  return labels
}

function away({ width }: Grid, { x, y }: Seed, i: number): number {
  return Math.hypot((i % width) - x, Math.floor(i / width) - y)
}

/** Whether what was added runs along the limit that it was given. */
function floods(before: Uint8Array, after: Uint8Array, grid: Grid, seed: Seed, far: number): boolean {
  let along = 0
  for (let i = 0; i < after.length; i++) if (after[i] === 1 && before[i] === 0 && away(grid, seed, i) > far - 2) along++
  return along > 0.25 * far
}

/** A new selection, but as before where it is (along colours) nearer to a click that says the opposite of the last. */
export function guarded(
  grid: Grid,
  before: Uint8Array<ArrayBuffer>,
  after: Uint8Array<ArrayBuffer>,
  seeds: readonly Seed[],
  last: Seed,
): Uint8Array<ArrayBuffer> {
  const opposite = seeds.filter(({ keep }) => keep !== last.keep)
  const [own, other] = [wayFrom(grid, [last]), wayFrom(grid, opposite)]
  return after.map((value, i) => ((other[i] as number) < ownShare * (own[i] as number) ? (before[i] as number) : value))
}

/** Takes over of a new selection only the piece of change in which the click lies. */
export function changedAt(
  before: Uint8Array<ArrayBuffer>,
  after: Uint8Array,
  grid: Grid,
  seed: Seed,
): Uint8Array<ArrayBuffer> {
  const wanted = seed.keep ? 1 : 0
  const changed = before.map((value, i) => (value !== wanted && after[i] === wanted ? 1 : 0))
  const piece = whole(changed, grid, [seed])
  const out = before.slice()
  for (let i = 0; i < out.length; i++) if (piece[i] === 1) out[i] = wanted
  inDisc(grid, seed, sure, (i) => {
    out[i] = wanted
  })
  return out
}

/** The selection that a rough sketch means. */
export function sketched(
  cv: OpenCv,
  grid: Grid,
  before: Uint8Array<ArrayBuffer> | null,
  { way, mask }: Sketch,
): Uint8Array<ArrayBuffer> {
  const drawn = maskToPlane(mask, grid.width, grid.height)
  const long = Math.max(grid.width, grid.height)
  const labels = way === 'around' ? aroundLabels(drawn, long) : overLabels(drawn, long, way === 'over')
  if (way === 'off') {
    // Only what was selected and lies close to the stroke is in question.
    for (let i = 0; i < labels.length; i++)
      if (before?.[i] !== 1) labels[i] = label.ground
      else if (labels[i] !== label.ground)
        labels[i] = labels[i] === label.probablyGround ? label.probablyGround : label.thing
  } else if (before) for (let i = 0; i < labels.length; i++) if (before[i] === 1) labels[i] = label.thing
  if (!labels.some((value) => value === label.thing || value === label.probablyThing))
    return new Uint8Array(labels.length)
  if (!labels.some((value) => value === label.ground || value === label.probablyGround)) return labels.map(() => 1)
  const cut = grabCut(cv, grid.picture, labels, 3)
  if (way === 'off') return cut
  return held(cut, drawn, before, grid)
}

/** Painted over: sure deep inside the stroke, likely in it, unlikely near it, impossible far from it. */
function overLabels(drawn: Plane, long: number, isThing: boolean): Uint8Array<ArrayBuffer> {
  const inner = boxMean(drawn, Math.max(1, Math.round(0.012 * long))).data
  const outer = boxMean(drawn, Math.round(0.05 * long)).data
  return Uint8Array.from(drawn.data, (value, i) => {
    if ((inner[i] as number) > 0.98) return isThing ? label.thing : label.ground
    if (value > 0.5) return isThing ? label.probablyThing : label.ground
    if (!isThing) return (outer[i] as number) > 0.1 ? label.probablyThing : label.thing
    return (outer[i] as number) > 0 ? label.probablyGround : label.ground
  })
}

/** Drawn around: nothing outside, likely inside, less so along the line. */
function aroundLabels(drawn: Plane, long: number): Uint8Array<ArrayBuffer> {
  const inner = boxMean(drawn, Math.max(1, Math.round(0.02 * long))).data
  return Uint8Array.from(drawn.data, (value, i) => {
    if (value < 0.5) return label.ground
    return (inner[i] as number) > 0.95 ? label.probablyThing : label.probablyGround
  })
}

/** Of a cut, the pieces that the sketch or the former selection touches. */
function held(cut: Uint8Array, drawn: Plane, before: Uint8Array | null, grid: Grid): Uint8Array<ArrayBuffer> {
  const places: { x: number; y: number }[] = []
  for (let i = 0; i < cut.length; i++)
    if (cut[i] === 1 && ((drawn.data[i] as number) > 0.5 || before?.[i] === 1))
      places.push({ x: i % grid.width, y: Math.floor(i / grid.width) })
  return whole(cut, grid, places)
}

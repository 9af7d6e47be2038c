import type { Plane } from '../../core/image'
import type { HintPlace } from '../../core/influence'
import { smoothstep } from '../curve'
import { boxMean } from '../filters/box'
import type { Colours } from './colours'
import { geodesicDistance, type Steps } from './geodesic'
import { likelihood } from './likelihood'

/** Share of the picture that a thing may have. */
const smallest = 0.008
const largest = 0.3
/** How much a region grows to see whether growing is hard. */
const growth = 1.25
/** How far its border, once found, is let out: it stands where growing begins to be hard. */
const letOut = 1.12

/**
 * The thing under a hint as a soft membership, 0..1. A front that leaves the hint, slower the more
 * the colour changes, stalls at the thing's outline: of all the regions that it passes, the one that
 * is hardest to leave is taken (as maximally stable regions are, Matas et al. 2002, along geodesic
 * distance instead of brightness). The colours inside and outside of it then lead a second front.
 *
 * @param near geodesic distance from the hint (first front)
 * @param seed index of the hint's pixel
 */
export function thingAt(
  colours: Colours,
  steps: Steps,
  place: HintPlace,
  near: Float32Array<ArrayBuffer>,
  seed: number,
): Plane {
  const { width, height } = colours
  const first = hardestToLeave(near, smallest, largest)
  const belongs = boxMean({ width, height, data: likelihood(colours, first.share) }, 1).data
  const second = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY)
  second[seed] = 0
  geodesicDistance(ledSteps(steps, belongs), second, 2)
  const { share, resistance } = hardestToLeave(
    second,
    Math.max(smallest, first.area / 3),
    Math.min(largest, 3 * first.area),
  )
  const thing = boxMean({ width, height, data: share }, 1)
  return resistance < 3 ? faded(thing, place, smoothstep(3, 1.5, resistance)) : thing
}

/**
 * The region of all below some distance whose border is hardest to cross: the longest way for the
 * radius that it takes to grow a little. A gap in the outline makes that short, so a leak never wins.
 */
function hardestToLeave(
  distance: Float32Array<ArrayBuffer>,
  low: number,
  high: number,
): { area: number; resistance: number; share: Float32Array<ArrayBuffer> } {
  const count = distance.length
  const sorted = distance.slice().sort()
  const at = (n: number) => sorted[Math.min(count - 1, Math.floor(n))] as number
  let resistance = -1
  let area = low
  for (let tried = low; tried < high; tried *= 1.06) {
    const n = tried * count
    const way = (at(n * growth) - at(n)) / (Math.sqrt(n * growth) - Math.sqrt(n))
    if (way > resistance) {
      resistance = way
      area = tried
    }
  }
  const limit = at(area * count * letOut)
  return { area, resistance, share: distance.map((value) => 1 - smoothstep(0.97 * limit, 1.06 * limit, value)) }
}

/** Longer ways through colours that are not the thing's, and above all across the line between the two. */
function ledSteps(steps: Steps, belongs: Float32Array<ArrayBuffer>): Steps {
  const { width, height } = steps
  const toll = (costs: Float32Array<ArrayBuffer>, step: number) =>
    costs.map((value, i) => {
      const here = belongs[i] as number
      const there = belongs[i + step] ?? here
      return value + 3 * (1 - 0.5 * (here + there)) + 80 * Math.abs(here - there)
    })
  return {
    width,
    height,
    right: toll(steps.right, 1),
    down: toll(steps.down, width),
    downRight: toll(steps.downRight, width + 1),
    downLeft: toll(steps.downLeft, width - 1),
  }
}

/** What nothing encloses is no thing but stuff (sky, water, a wall): a hint takes its surroundings, falling off softly. */
function faded(thing: Plane, place: HintPlace, share: number): Plane {
  const { width, height, data } = thing
  const spread = 2 * (0.12 * Math.max(width, height)) ** 2
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const square = (x + 0.5 - place.x * width) ** 2 + (y + 0.5 - place.y * height) ** 2
      const i = y * width + x
      const fall = Math.exp(-square / spread)
      data[i] = (data[i] as number) * (1 - share) + share * fall
    }
  }
  return thing
}

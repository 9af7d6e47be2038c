import type { Plane } from '../../core/image'
import type { HintPlace } from '../../core/influence'
import { smoothstep } from '../curve'
import { boxMean } from '../filters/box'
import type { Colours } from './colours'
import { geodesicDistance, type Steps } from './geodesic'
import { seedIndex } from './influence'
import { likelihood } from './likelihood'

/**
 * The thing under a hint as a soft membership, 0..1. What belongs to it is nearer to the hint than to
 * the background, measured along the picture (geodesic segmentation, Bai and Sapiro 2007); the
 * background is the picture's border, as far as it does not look like the thing itself, and whatever
 * hints of the other kind hold. Colours of both sides, learnt from a first guess, then lead the second.
 *
 * @param near geodesic distance from the hint
 * @param against hints that hold something else: pins for a track, tracks for a pin
 */
export function thingAt(
  colours: Colours,
  steps: Steps,
  place: HintPlace,
  near: Float32Array<ArrayBuffer>,
  against: readonly HintPlace[],
): Plane {
  const { width, height } = colours
  const count = width * height
  const far = backgroundSeeds(near, width, height)
  for (const other of against) far[seedIndex(other, width, height)] = 0
  const seeds = far.slice()
  geodesicDistance(steps, far, 2)
  let share = ratio(near, far)
  const seed = seedIndex(place, width, height)
  for (let round = 0; round < 2; round++) {
    const belongs = likelihood(colours, share)
    const inner = led(steps, belongs, 6, true)
    const outer = led(steps, belongs, 6, false)
    const from = new Float32Array(count).fill(Number.POSITIVE_INFINITY)
    from[seed] = 0
    geodesicDistance(inner, from, 2)
    const to = seeds.slice()
    geodesicDistance(outer, to, 2)
    share = ratio(from, to)
  }
  const data = share.map((value) => smoothstep(0.38, 0.62, value))
  const thing = { width, height, data }
  return bounded(boxMean(thing, 1), place)
}

/** The border, but for what is nearly as near to the hint as the border's nearest parts: there the thing runs out of the picture. */
function backgroundSeeds(near: Float32Array<ArrayBuffer>, width: number, height: number): Float32Array<ArrayBuffer> {
  const border: number[] = []
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x)
  for (let y = 1; y < height - 1; y++) border.push(y * width, y * width + width - 1)
  const sorted = border.map((i) => near[i] as number).sort((a, b) => a - b)
  const limit = 0.7 * (sorted[sorted.length >> 1] as number)
  const seeds = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY)
  for (const i of border) if ((near[i] as number) >= limit) seeds[i] = 0
  return seeds
}

/** 1 at the hint, 0 at the background, 0.5 where both are equally near. */
function ratio(near: Float32Array<ArrayBuffer>, far: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return near.map((value, i) => {
    const other = far[i] as number
    return other === Number.POSITIVE_INFINITY ? 1 : (other + 0.5) / (other + value + 1)
  })
}

/** The same ways, longer by `toll` where the colours belong to the other side. */
function led(steps: Steps, belongs: Float32Array<ArrayBuffer>, toll: number, inside: boolean): Steps {
  const { width, height } = steps
  const extra = belongs.map((value) => toll * (inside ? 1 - value : value))
  const add = (costs: Float32Array<ArrayBuffer>) => costs.map((value, i) => value + (extra[i] as number))
  return {
    width,
    height,
    right: add(steps.right),
    down: add(steps.down),
    downRight: add(steps.downRight),
    downLeft: add(steps.downLeft),
  }
}

/**
 * A thing that fills much of the picture is no thing but stuff (sky, water, a wall): of that, a hint
 * takes only its surroundings, falling off softly.
 */
function bounded(thing: Plane, place: HintPlace): Plane {
  const { width, height, data } = thing
  let area = 0
  for (const value of data) area += value
  const stuff = smoothstep(0.3, 0.55, area / data.length)
  const spread = 2 * (0.16 * Math.max(width, height)) ** 2
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const square = (x + 0.5 - place.x * width) ** 2 + (y + 0.5 - place.y * height) ** 2
      const fall = Math.exp(-square / spread)
      const i = y * width + x
      data[i] = (data[i] as number) * (1 - stuff + stuff * fall)
    }
  }
  return thing
}

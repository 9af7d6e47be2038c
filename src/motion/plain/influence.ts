import { fitLongSide } from '../../core/geometry'
import type { Picture, Plane } from '../../core/image'
import type { HintPlace, Influence } from '../../core/influence'
import { boxMean } from '../filters/box'
import { resizePicture } from '../filters/resample'
import { type Colours, coloursOf } from './colours'
import { geodesicDistance, type Steps, stepCosts } from './geodesic'
import { thingAt } from './thing'

/**
 * What moves with each hint, without a network: the thing under each hint (`thingAt`), and where
 * several hints hold the same thing, each weighed against all others by the length of the cheapest
 * way to them (spatial length plus colour difference). Maps sum to at most 1; a pin's map is what it holds still.
 */
export function plainInfluence(picture: Picture, places: readonly HintPlace[], longSide = 192): Influence {
  const { width, height } = fitLongSide(picture, longSide)
  const count = width * height
  const maps = new Float32Array(places.length * count)
  const result: Influence = { width, height, count: places.length, maps, method: 'plain' }
  if (places.length === 0) return result
  const { colours, steps } = groundOf(picture, width, height)
  const distances: Float32Array<ArrayBuffer>[] = []
  const things: Plane[] = []
  for (const place of places) {
    const seed = seedIndex(place, width, height)
    const distance = new Float32Array(count).fill(Number.POSITIVE_INFINITY)
    distance[seed] = 0
    geodesicDistance(steps, distance, 2)
    distances.push(distance)
    things.push(thingAt(colours, steps, place, distance, seed))
  }
  for (let i = 0; i < count; i++) {
    let sum = 0
    let most = 0
    for (let k = 0; k < places.length; k++) {
      const thing = (things[k] as Plane).data[i] as number
      const way = ((distances[k] as Float32Array)[i] as number) + 1
      const strength = thing / (way * way)
      maps[k * count + i] = strength
      sum += strength
      if (thing > most) most = thing
    }
    if (sum <= 1e-20) continue
    const gain = most / sum
    for (let k = 0; k < places.length; k++) maps[k * count + i] = (maps[k * count + i] as number) * gain
  }
  return result
}

function seedIndex(place: HintPlace, width: number, height: number): number {
  const x = Math.min(width - 1, Math.max(0, Math.floor(place.x * width)))
  const y = Math.min(height - 1, Math.max(0, Math.floor(place.y * height)))
  return y * width + x
}

interface Ground {
  colours: Colours
  steps: Steps
}

const grounds = new WeakMap<Picture, Ground>()

/** What does not depend on hints, kept for the picture: its colours at the maps' size, and the steps between them. */
function groundOf(picture: Picture, width: number, height: number): Ground {
  const known = grounds.get(picture)
  if (known?.colours.width === width && known.colours.height === height) return known
  const colours = smoothed(coloursOf(resizePicture(picture, width, height)))
  const ground = { colours, steps: stepCosts(colours, 4) }
  grounds.set(picture, ground)
  return ground
}

/** Takes off noise and fine texture, which would lengthen every way. */
function smoothed(colours: Colours): Colours {
  const { width, height } = colours
  const mean = (data: Float32Array<ArrayBuffer>) => boxMean({ width, height, data }, 1).data
  return { width, height, l: mean(colours.l), a: mean(colours.a), b: mean(colours.b) }
}

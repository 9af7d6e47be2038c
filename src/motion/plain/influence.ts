import { fitLongSide } from '../../core/geometry'
import type { Picture, Plane } from '../../core/image'
import type { HintPlace, Influence } from '../../core/influence'
import { boxMean } from '../filters/box'
import { resizePicture } from '../filters/resample'
import { type Colours, coloursOf } from './colours'
import { geodesicDistance, stepCosts } from './geodesic'
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
  const colours = smoothed(coloursOf(resizePicture(picture, width, height)))
  const steps = stepCosts(colours, 0.6)
  const distances = places.map((place) => {
    const distance = new Float32Array(count).fill(Number.POSITIVE_INFINITY)
    distance[seedIndex(place, width, height)] = 0
    geodesicDistance(steps, distance, 3)
    return distance
  })
  const things = places.map((place, index) =>
    thingAt(
      colours,
      steps,
      place,
      distances[index] as Float32Array<ArrayBuffer>,
      places.filter((other) => other !== place && other.moving !== place.moving),
    ),
  )
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

export function seedIndex(place: HintPlace, width: number, height: number): number {
  const x = Math.min(width - 1, Math.max(0, Math.floor(place.x * width)))
  const y = Math.min(height - 1, Math.max(0, Math.floor(place.y * height)))
  return y * width + x
}

/** Takes off noise and fine texture, which would lengthen every way. */
function smoothed(colours: Colours): Colours {
  const { width, height } = colours
  const mean = (data: Float32Array<ArrayBuffer>) => boxMean({ width, height, data }, 1).data
  return { width, height, l: mean(colours.l), a: mean(colours.a), b: mean(colours.b) }
}

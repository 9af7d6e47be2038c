import type { Size } from '../../core/geometry'
import { fitLongSide } from '../../core/geometry'
import type { HintPlace, Influence } from '../../core/influence'

/**
 * The baseline that looks at no picture: a Gaussian around each hint (`sigma` as a share of the long
 * side), all of them sharing where they overlap; pins take their share out.
 */
export function gaussianInfluence(size: Size, places: readonly HintPlace[], sigma = 0.08, longSide = 192): Influence {
  const { width, height } = fitLongSide(size, longSide)
  const maps = new Float32Array(places.length * width * height)
  const spread = 2 * (sigma * Math.max(width, height)) ** 2
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      let free = 1
      for (let i = 0; i < places.length; i++) {
        const place = places[i] as HintPlace
        const square = (x + 0.5 - place.x * width) ** 2 + (y + 0.5 - place.y * height) ** 2
        const value = Math.exp(-square / spread)
        maps[(i * height + y) * width + x] = value
        sum += value
        free *= 1 - value
      }
      if (sum < 1e-12) continue
      for (let i = 0; i < places.length; i++) {
        const at = (i * height + y) * width + x
        maps[at] = ((maps[at] as number) * (1 - free)) / sum
      }
    }
  }
  return { width, height, count: places.length, maps, method: 'plain' }
}

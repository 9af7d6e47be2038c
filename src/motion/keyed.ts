import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import type { Key } from '../core/key'
import { resizePicture } from './filters/resample'
import { cutOut } from './region'

/** A matte below and above which nothing and all of the figure is seen: no veil of the old background is left. */
const [least, most] = [0.3, 0.95]

/**
 * The still with one colour in the place of everything but a figure, cut out along the picture's own edges, its border
 * without the colours that lay behind it. What moves then moves over that colour.
 */
export function keyedStill(still: Picture, picture: Size, { figure, colour }: Key): Picture {
  const { alpha, inside: small } = cutOut(still, picture, { selection: figure, feather: 0 })
  const inside = resizePicture(small, still.width, still.height)
  const data = still.data.slice()
  for (let i = 0; i < alpha.data.length; i++) {
    const share = Math.min(1, Math.max(0, ((alpha.data[i] as number) - least) / (most - least)))
    if (share === 1) continue
    colour.forEach((value, c) => {
      data[4 * i + c] = Math.round(share * (inside.data[4 * i + c] as number) + (1 - share) * value)
    })
    data[4 * i + 3] = 255
  }
  return { ...still, data }
}

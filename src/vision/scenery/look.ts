import type { Picture, Plane } from '../../core/image'
import { boxMean } from '../../motion/filters/box'
import { type Colours, coloursOf } from '../../motion/plain/colours'

/** What a picture looks like at each place: what the finders of scenery go by. */
export interface Look {
  width: number
  height: number
  colours: Colours
  /** Mean change of lightness from pixel to pixel nearby, OKLab lightness times 100. */
  activity: Plane
  /** Share of that which goes up and down, 0..1: near 1 for stripes that lie flat, as of water. */
  flatness: Plane
}

export function lookOf(picture: Picture): Look {
  const { width, height } = picture
  const colours = coloursOf(picture)
  const across = new Float32Array(width * height)
  const down = new Float32Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (x + 1 < width) across[i] = Math.abs((colours.l[i + 1] as number) - (colours.l[i] as number))
      if (y + 1 < height) down[i] = Math.abs((colours.l[i + width] as number) - (colours.l[i] as number))
    }
  const sum = across.map((value, i) => value + (down[i] as number))
  const [wide, tall] = [boxMean({ width, height, data: across }, 4), boxMean({ width, height, data: down }, 4)]
  // The constant keeps noise in an even area from looking like stripes.
  const flat = tall.data.map((value, i) => value / (value + (wide.data[i] as number) + 0.6))
  return {
    width,
    height,
    colours,
    activity: boxMean({ width, height, data: sum }, 3),
    flatness: { width, height, data: flat },
  }
}

/** Strength of the colour (OKLab chroma times 100) at a pixel. */
export function chromaAt({ colours }: Look, i: number): number {
  return Math.hypot(colours.a[i] as number, colours.b[i] as number)
}

/** How green a pixel is, 0..1: hues of leaves, by the strength of their colour. */
export function greenAt(look: Look, i: number): number {
  const hue = (Math.atan2(look.colours.b[i] as number, look.colours.a[i] as number) * 180) / Math.PI
  return hue > 95 && hue < 172 ? ramp(chromaAt(look, i), 2.5, 6) : 0
}

/** 0 at `from`, 1 at `to`, straight between; falls where `to` is the lower one. */
export function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)))
}

import type { Size } from '../core/geometry'
import type { Picture, Plane } from '../core/image'
import { createPicture } from '../core/image'
import { coverAt } from './cover'
import { smoothstep } from './curve'
import { sampledPixel, samplePicture } from './filters/resample'
import { showing, withoutHidden } from './hidden'
import { clamped, mirrored } from './mesh'
import type { Layer, MotionField } from './types'

/** A whole number of pixels of a frame. */
export interface PixelBox extends Size {
  x: number
  y: number
}

/** A layer's own pixels at the output's size: decontaminated colours, and opacity as alpha. */
export interface LayerTexture {
  /** Where its upper left pixel lies in the output; negative past the picture's border. */
  x: number
  y: number
  pixels: Picture
  /** What shows where it rests, at the output's size: the still, without what lies in front of the layer. */
  rest: Picture
}

/** The thing's colour carried to the pixel at hand; the ground's is in `sampledPixel`. */
const own = new Float32Array(4)

/**
 * A border pixel I is alpha F + (1 - alpha) B. Writes F: where the two sides differ, solved for and
 * trusted the less the less of it there is, else the pixel as it is. Answers with alpha, taken back where
 * the pixel looks like the ground alone (its place on the line from B to F), which no thing takes along.
 */
function decontaminate(
  still: Uint8ClampedArray,
  from: number,
  alpha: number,
  out: Uint8ClampedArray,
  to: number,
): number {
  let [along, apart] = [0, 0]
  for (let c = 0; c < 3; c++) {
    const across = (own[c] as number) - (sampledPixel[c] as number)
    along += ((still[from + c] as number) - (sampledPixel[c] as number)) * across
    apart += across * across
  }
  const distinct = smoothstep(20, 60, Math.sqrt(apart))
  const trust = smoothstep(0.35, 0.95, alpha)
  for (let c = 0; c < 3; c++) {
    const seen = still[from + c] as number
    const solved = alpha > 0.3 ? (seen - (1 - alpha) * (sampledPixel[c] as number)) / alpha : seen
    const clean = (own[c] as number) + (Math.min(255, Math.max(0, solved)) - (own[c] as number)) * trust
    out[to + c] = seen + (clean - seen) * distinct
  }
  const belongs = smoothstep(0, 0.4, apart > 0 ? along / apart : 1)
  return alpha * (1 - distinct * (1 - trust * trust) * (1 - belongs))
}

/** Where a layer lies in an output of some size, as far as its mesh reaches. */
export function textureBox(layer: Layer, picture: Size, size: Size): PixelBox {
  const { places, columns, rows } = layer.mesh
  const [scaleX, scaleY] = [size.width / picture.width, size.height / picture.height]
  const last = 2 * (columns * rows - 1)
  const x = Math.floor((places[0] as number) * scaleX) - 2
  const y = Math.floor((places[1] as number) * scaleY) - 2
  return {
    x,
    y,
    width: Math.ceil((places[last] as number) * scaleX) + 2 - x,
    height: Math.ceil((places[last + 1] as number) * scaleY) + 2 - y,
  }
}

/**
 * Cuts a layer out at the output's size, past the picture's border as far as its mesh reaches: it is as opaque there as on
 * the border beside it, and looks as it does as far within, or as on the border where that is no longer it.
 */
export function layerTexture(layer: Layer, still: Picture, field: MotionField): LayerTexture {
  return cutTexture(layer, still, textureBox(layer, field.picture, still))
}

/** What is cut out within a box of the still. */
export function cutTexture(
  layer: Pick<Layer, 'alpha' | 'matte' | 'limit' | 'hidden' | 'inside' | 'outside'>,
  still: Picture,
  { x, y, width, height }: ReturnType<typeof textureBox>,
): LayerTexture {
  const cover = coverOf(layer, still)
  const { inside, outside } = layer
  const [insideX, insideY] = [inside.width / still.width, inside.height / still.height]
  const rest = layer.hidden ? withoutHidden(still, layer.hidden) : still
  const seen = rest.data
  const pixels = createPicture(width, height)
  const out = pixels.data
  for (let row = 0; row < height; row++) {
    const [nearY, mirrorY] = [clamped(y + row, still.height), mirrored(y + row, still.height)]
    for (let column = 0; column < width; column++) {
      const nearX = clamped(x + column, still.width)
      const near = nearY * still.width + nearX
      const mirror = mirrorY * still.width + mirrored(x + column, still.width)
      const i = (cover.data[mirror] as number) >= 0.999 ? mirror : near
      const at = 4 * (row * width + column)
      const alpha = cover.data[near] as number
      out[at + 3] = alpha * (seen[4 * i + 3] as number)
      if (alpha >= 0.999) {
        out[at] = seen[4 * i] as number
        out[at + 1] = seen[4 * i + 1] as number
        out[at + 2] = seen[4 * i + 2] as number
        continue
      }
      const [px, py] = [(nearX + 0.5) * insideX, (nearY + 0.5) * insideY]
      samplePicture(inside, px, py)
      own.set(sampledPixel)
      samplePicture(outside, px, py)
      out[at + 3] = (seen[4 * near + 3] as number) * decontaminate(seen, 4 * near, alpha, out, at)
    }
  }
  return { x, y, pixels, rest }
}

/** How opaque a layer is at the still's size. */
function coverOf(
  { alpha, matte, limit, hidden }: Pick<Layer, 'alpha' | 'matte' | 'limit' | 'hidden'>,
  still: Picture,
): Plane {
  if (still.width === alpha.width && still.height === alpha.height) return alpha
  const whole = coverAt(matte, limit, still)
  return hidden ? showing(whole, hidden) : whole
}

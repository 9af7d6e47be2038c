import type { Picture, Plane } from '../../core/image'

const rounds = 3

/**
 * Smooths a plane along the guide's even areas and not across its edges: the recursive form of the
 * domain transform (Gastal and Oliveira 2011, section 4.3).
 *
 * @param guide of the plane's size; sRGB
 * @param space reach in even areas (standard deviation, pixels)
 * @param range how much change of colour (sum over the channels, 0..3) counts as much as that way
 */
export function alongEdges(plane: Plane, guide: Picture, space: number, range: number): Plane {
  const { width, height } = plane
  const data = plane.data.slice()
  const across = ways(guide, 1, space / range)
  const down = ways(guide, width, space / range)
  for (let round = 0; round < rounds; round++) {
    const sigma = (space * Math.sqrt(3) * 2 ** (rounds - 1 - round)) / Math.sqrt(4 ** rounds - 1)
    const rate = -Math.SQRT2 / sigma
    const feedAcross = across.map((way) => Math.exp(rate * way))
    const feedDown = down.map((way) => Math.exp(rate * way))
    for (let y = 0; y < height; y++) sweep(data, feedAcross, y * width, 1, width)
    for (let x = 0; x < width; x++) sweep(data, feedDown, x, width, height)
  }
  return { width, height, data }
}

/** Length of the step from each pixel to the one `stride` further: one, and more where the colour changes. */
function ways(guide: Picture, stride: number, weight: number): Float32Array<ArrayBuffer> {
  const { data } = guide
  const count = guide.width * guide.height
  const out = new Float32Array(count)
  for (let i = 0; i + stride < count; i++) {
    let change = 0
    for (let c = 0; c < 3; c++)
      change += Math.abs((data[4 * i + c] as number) - (data[4 * (i + stride) + c] as number)) / 255
    out[i] = 1 + weight * change
  }
  return out
}

/** One line there and back, each value pulled towards its neighbour's. */
function sweep(data: Float32Array, feed: Float32Array, start: number, stride: number, length: number): void {
  for (let k = 1, i = start + stride; k < length; k++, i += stride) {
    const value = data[i] as number
    data[i] = value + (feed[i - stride] as number) * ((data[i - stride] as number) - value)
  }
  for (let k = length - 2, i = start + (length - 2) * stride; k >= 0; k--, i -= stride) {
    const value = data[i] as number
    data[i] = value + (feed[i] as number) * ((data[i + stride] as number) - value)
  }
}

import type { Picture } from '../core/image'
import type { AvifColour } from '../media/picture/avif'

/** Shares of red and blue in the brightness, by the number of a matrix (ISO/IEC 23091-2, table 4); others as most files. */
const shares: Record<number, readonly [red: number, blue: number]> = {
  1: [0.2126, 0.0722],
  9: [0.2627, 0.0593],
}
const usual = [0.299, 0.114] as const

/**
 * AVIF mostly holds one sample of colour for two by two pixels. The library that reads it here repeats each; browsers lay
 * straight lines between them. In place: the samples are found again from the pixels that share them, and laid out
 * as browsers do. The picture's sides must be multiples of the sampling.
 */
export function smoothChroma({ width, height, data }: Picture, { across, down, matrix }: AvifColour): void {
  const [red, blue] = shares[matrix] ?? usual
  const green = 1 - red - blue
  const [columns, rows] = [width / across, height / down]
  const samples = new Float32Array(2 * columns * rows)
  const bright = new Float32Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const [r, g, b] = [data[4 * at] as number, data[4 * at + 1] as number, data[4 * at + 2] as number]
      const light = red * r + green * g + blue * b
      bright[at] = light
      const to = 2 * (Math.floor(y / down) * columns + Math.floor(x / across))
      samples[to] = (samples[to] as number) + (b - light) / (across * down)
      samples[to + 1] = (samples[to + 1] as number) + (r - light) / (across * down)
    }
  const [left, top] = [between(width, across), between(height, down)]
  for (let y = 0; y < height; y++) {
    const [above, below] = [columns * (top.first[y] as number), columns * (top.second[y] as number)]
    for (let x = 0; x < width; x++) {
      const at = (x0: number, which: number) => {
        const high = samples[2 * (above + x0) + which] as number
        return high + (top.share[y] as number) * ((samples[2 * (below + x0) + which] as number) - high)
      }
      const along = (which: number) => {
        const near = at(left.first[x] as number, which)
        return near + (left.share[x] as number) * (at(left.second[x] as number, which) - near)
      }
      const [u, v] = [along(0), along(1)]
      const pixel = y * width + x
      const light = bright[pixel] as number
      data[4 * pixel] = light + v
      data[4 * pixel + 1] = light - (red * v + blue * u) / green
      data[4 * pixel + 2] = light + u
    }
  }
}

/** The two samples between which each pixel's middle lies, and how far it is to the second. */
function between(length: number, per: number) {
  const last = length / per - 1
  const places = Array.from({ length }, (_, at) => Math.min(last, Math.max(0, (at + 0.5) / per - 0.5)))
  return {
    first: places.map(Math.floor),
    second: places.map((place) => Math.min(last, Math.floor(place) + 1)),
    share: places.map((place) => place % 1),
  }
}

import { createPicture, type Picture } from '../../core/image'

/** For each pixel of the result the first source pixel that counts and the weights from there on. */
interface Taps {
  first: Int32Array
  weights: Float32Array
  count: number
}

/**
 * A picture made smaller with Lanczos' windowed sinc of three lobes (Duchon 1979), widened by the ratio so
 * that nothing finer than the result can show remains. Colours are weighed by their alpha.
 */
export function resample(picture: Picture, width: number, height: number): Picture {
  const across = taps(picture.width, width)
  const down = taps(picture.height, height)
  // Rows first: [picture.height, width, 4], colours multiplied by alpha.
  const middle = new Float32Array(picture.height * width * 4)
  for (let y = 0; y < picture.height; y++) {
    const row = y * picture.width
    for (let x = 0; x < width; x++) {
      let r = 0
      let g = 0
      let b = 0
      let a = 0
      const start = across.first[x] as number
      for (let k = 0; k < across.count; k++) {
        const at = (row + Math.min(start + k, picture.width - 1)) * 4
        const weight = (across.weights[x * across.count + k] as number) * (picture.data[at + 3] as number)
        r += weight * (picture.data[at] as number)
        g += weight * (picture.data[at + 1] as number)
        b += weight * (picture.data[at + 2] as number)
        a += weight
      }
      middle.set([r, g, b, a], (y * width + x) * 4)
    }
  }
  return columns(middle, width, height, picture.height, down)
}

function columns(middle: Float32Array, width: number, height: number, rows: number, down: Taps): Picture {
  const result = createPicture(width, height)
  const sums = new Float32Array(width * 4)
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    const start = down.first[y] as number
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k] as number
      const row = Math.min(start + k, rows - 1) * width * 4
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + weight * (middle[row + i] as number)
    }
    for (let i = 0, to = y * width * 4; i < sums.length; i += 4, to += 4) {
      const alpha = sums[i + 3] as number
      if (alpha < 0.5) continue
      // The array rounds to the nearest and keeps within 0..255.
      result.data[to] = (sums[i] as number) / alpha
      result.data[to + 1] = (sums[i + 1] as number) / alpha
      result.data[to + 2] = (sums[i + 2] as number) / alpha
      result.data[to + 3] = alpha
    }
  }
  return result
}

function taps(from: number, to: number): Taps {
  const ratio = Math.max(1, from / to)
  const reach = 3 * ratio
  const count = Math.ceil(2 * reach) + 1
  const first = new Int32Array(to)
  const weights = new Float32Array(to * count)
  for (let i = 0; i < to; i++) {
    const centre = ((i + 0.5) * from) / to - 0.5
    const start = Math.max(0, Math.ceil(centre - reach))
    first[i] = start
    let sum = 0
    for (let k = 0; k < count && start + k < from; k++) {
      const weight = lanczos((start + k - centre) / ratio)
      weights[i * count + k] = weight
      sum += weight
    }
    for (let k = 0; k < count; k++) weights[i * count + k] = (weights[i * count + k] as number) / sum
  }
  return { first, weights, count }
}

function lanczos(x: number): number {
  if (x === 0) return 1
  if (Math.abs(x) >= 3) return 0
  const angle = Math.PI * x
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / (angle * angle)
}

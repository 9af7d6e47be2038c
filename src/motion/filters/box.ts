import type { Plane } from '../../core/image'

/**
 * Mean over a square window of 2 * radius + 1, clipped at the border (so that the border is not
 * darkened), in constant time a pixel. `out` may be the source.
 */
export function boxMean(source: Plane, radius: number, out: Plane = like(source)): Plane {
  const { width, height } = source
  if (radius < 1) {
    if (out !== source) out.data.set(source.data)
    return out
  }
  const rows = new Float32Array(width * height)
  const input = source.data
  for (let y = 0; y < height; y++) {
    const row = y * width
    let sum = 0
    for (let x = 0; x < Math.min(radius, width); x++) sum += input[row + x] as number
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += input[row + x + radius] as number
      if (x - radius > 0) sum -= input[row + x - radius - 1] as number
      rows[row + x] = sum / (Math.min(x + radius, width - 1) - Math.max(x - radius, 0) + 1)
    }
  }
  const sums = new Float64Array(width)
  for (let y = 0; y < Math.min(radius, height); y++)
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (rows[y * width + x] as number)
  for (let y = 0; y < height; y++) {
    if (y + radius < height) {
      const row = (y + radius) * width
      for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (rows[row + x] as number)
    }
    if (y - radius > 0) {
      const row = (y - radius - 1) * width
      for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) - (rows[row + x] as number)
    }
    const share = 1 / (Math.min(y + radius, height - 1) - Math.max(y - radius, 0) + 1)
    for (let x = 0; x < width; x++) out.data[y * width + x] = (sums[x] as number) * share
  }
  return out
}

/** Close to a Gaussian of standard deviation radius: three means one after another. */
export function softBlur(source: Plane, radius: number): Plane {
  const each = Math.max(1, Math.round(radius))
  const out = boxMean(source, each)
  boxMean(out, each, out)
  return boxMean(out, each, out)
}

export function like(plane: Plane): Plane {
  return { width: plane.width, height: plane.height, data: new Float32Array(plane.width * plane.height) }
}

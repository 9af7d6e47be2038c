import type { Grid } from './grid'

/**
 * How far each cell lies inside the thing, in cells: exact Euclidean distance to the nearest cell
 * outside (Felzenszwalb and Huttenlocher 2012). What lies past the picture counts as inside: a thing goes on there.
 */
export function depthInside(grid: Grid): Float32Array {
  const { width, height, inside } = grid
  const far = (width + height) ** 2
  const square = Float32Array.from(inside, (value) => (value ? far : 0))
  const line = new Float32Array(Math.max(width, height))
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) line[y] = square[y * width + x] as number
    const done = parabolas(line, height)
    for (let y = 0; y < height; y++) square[y * width + x] = done[y] as number
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) line[x] = square[y * width + x] as number
    square.set(parabolas(line, width), y * width)
  }
  return square.map((value) => Math.sqrt(Math.min(value, far)))
}

/** Lower envelope of parabolas on a line of `count` values. */
function parabolas(line: Float32Array, count: number): Float32Array {
  const at = new Int32Array(count)
  const edge = new Float64Array(count + 1)
  let k = 0
  edge[0] = Number.NEGATIVE_INFINITY
  edge[1] = Number.POSITIVE_INFINITY
  const meet = (q: number, p: number) => ((line[q] as number) + q * q - (line[p] as number) - p * p) / (2 * q - 2 * p)
  for (let q = 1; q < count; q++) {
    let s = meet(q, at[k] as number)
    while (k > 0 && s <= (edge[k] as number)) {
      k--
      s = meet(q, at[k] as number)
    }
    k++
    at[k] = q
    edge[k] = s
    edge[k + 1] = Number.POSITIVE_INFINITY
  }
  const out = new Float32Array(count)
  k = 0
  for (let q = 0; q < count; q++) {
    while ((edge[k + 1] as number) < q) k++
    const p = at[k] as number
    out[q] = (q - p) ** 2 + (line[p] as number)
  }
  return out
}

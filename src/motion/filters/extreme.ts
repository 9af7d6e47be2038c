import type { Plane } from '../../core/image'

/** The highest value within a square window of 2 * radius + 1 (grey dilation), rows then columns. */
export function dilate(source: Plane, radius: number): Plane {
  const { width, height } = source
  const across = new Float32Array(width * height)
  for (let y = 0; y < height; y++) spread(source.data, across, y * width, 1, width, radius)
  const out = new Float32Array(width * height)
  for (let x = 0; x < width; x++) spread(across, out, x, width, height, radius)
  return { width, height, data: out }
}

/** The lowest value within a square window of 2 * radius + 1 (grey erosion). */
export function erode(source: Plane, radius: number): Plane {
  const { width, height } = source
  const negative = { width, height, data: source.data.map((value) => -value) }
  const out = dilate(negative, radius)
  for (let i = 0; i < out.data.length; i++) out.data[i] = -(out.data[i] as number)
  return out
}

/** Running maximum along one line, by a queue of falling values. */
function spread(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  radius: number,
): void {
  const queue = new Int32Array(length)
  let head = 0
  let tail = 0
  for (let i = 0; i < length + radius; i++) {
    if (i < length) {
      const value = from[start + i * step] as number
      while (tail > head && (from[start + (queue[tail - 1] as number) * step] as number) <= value) tail--
      queue[tail++] = i
    }
    const at = i - radius
    if (at < 0) continue
    while ((queue[head] as number) < at - radius) head++
    to[start + at * step] = from[start + (queue[head] as number) * step] as number
  }
}

import type { Plane } from '../../core/image'

const levels = 256

/**
 * For each pixel the best way to any of the seeds, a way being worth its lowest value: greyscale
 * reconstruction by dilation (Vincent 1993), by a queue of 256 levels. What hangs together with a seed
 * keeps its value; what is cut off from it falls to the height of the pass between.
 *
 * @param plane values 0..1
 * @param seeds indices of pixels
 */
export function connectedTo(plane: Plane, seeds: Iterable<number>): Plane {
  const { width, height } = plane
  const count = width * height
  const height8 = Uint8Array.from(plane.data, (value) => Math.min(levels - 1, Math.max(0, Math.round(value * 255))))
  const found = new Int16Array(count).fill(-1)
  const queues: number[][] = Array.from({ length: levels }, () => [])
  const reach = (pixel: number, level: number) => {
    const value = Math.min(level, height8[pixel] as number)
    if (value <= (found[pixel] as number)) return
    found[pixel] = value
    queues[value]?.push(pixel)
  }
  for (const seed of seeds) reach(seed, levels - 1)
  for (let level = levels - 1; level >= 0; level--) {
    const queue = queues[level] as number[]
    // Pixels may join the queue that is being emptied, never a higher one.
    for (let pixel = queue.pop(); pixel !== undefined; pixel = queue.pop()) {
      if (found[pixel] !== level) continue
      const x = pixel % width
      if (x > 0) reach(pixel - 1, level)
      if (x + 1 < width) reach(pixel + 1, level)
      if (pixel >= width) reach(pixel - width, level)
      if (pixel + width < count) reach(pixel + width, level)
    }
  }
  const data = new Float32Array(count)
  for (let i = 0; i < count; i++) data[i] = Math.min(plane.data[i] as number, Math.max(0, found[i] as number) / 255)
  return { width, height, data }
}

/** Raises every hollow that higher ground encloses to its rim; what opens to the border of the plane stays. */
export function withoutHollows(plane: Plane): Plane {
  const { width, height } = plane
  const border: number[] = []
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x)
  for (let y = 1; y < height - 1; y++) border.push(y * width, y * width + width - 1)
  const low = connectedTo({ width, height, data: plane.data.map((value) => 1 - value) }, border)
  return { width, height, data: low.data.map((value) => 1 - value) }
}

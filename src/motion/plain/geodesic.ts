import type { Colours } from './colours'

/** What it costs to step between neighbours: 4 planes (right, down, down right, down left). */
export interface Steps {
  width: number
  height: number
  right: Float32Array<ArrayBuffer>
  down: Float32Array<ArrayBuffer>
  downRight: Float32Array<ArrayBuffer>
  downLeft: Float32Array<ArrayBuffer>
}

/** Spatial length plus `lambda` times the colour difference along the step, beyond `noise`. */
export function stepCosts(colours: Colours, lambda: number, noise = 1): Steps {
  const { width, height, l, a, b } = colours
  const cost = (i: number, j: number, length: number) => {
    const dl = (l[i] as number) - (l[j] as number)
    const da = (a[i] as number) - (a[j] as number)
    const db = (b[i] as number) - (b[j] as number)
    return length + lambda * Math.max(0, Math.sqrt(0.5 * dl * dl + 2 * (da * da + db * db)) - noise)
  }
  const count = width * height
  const right = new Float32Array(count)
  const down = new Float32Array(count)
  const downRight = new Float32Array(count)
  const downLeft = new Float32Array(count)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (x + 1 < width) right[i] = cost(i, i + 1, 1)
      if (y + 1 >= height) continue
      down[i] = cost(i, i + width, 1)
      if (x + 1 < width) downRight[i] = cost(i, i + width + 1, Math.SQRT2)
      if (x > 0) downLeft[i] = cost(i, i + width - 1, Math.SQRT2)
    }
  }
  return { width, height, right, down, downRight, downLeft }
}

/**
 * Length of the cheapest way from the seeds (where `distance` is finite on entry) to every pixel, in
 * place: forward and backward raster scans (Borgefors 1986; Toivanen 1996), repeated.
 */
export function geodesicDistance(steps: Steps, distance: Float32Array<ArrayBuffer>, passes = 2): void {
  const { width, height, right, down, downRight, downLeft } = steps
  for (let pass = 0; pass < passes; pass++) {
    let changed = false
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = y * width + x
        let best = distance[i] as number
        const before = best
        if (x > 0) best = Math.min(best, (distance[i - 1] as number) + (right[i - 1] as number))
        if (y > 0) {
          const up = i - width
          best = Math.min(best, (distance[up] as number) + (down[up] as number))
          if (x > 0) best = Math.min(best, (distance[up - 1] as number) + (downRight[up - 1] as number))
          if (x + 1 < width) best = Math.min(best, (distance[up + 1] as number) + (downLeft[up + 1] as number))
        }
        if (best < before) {
          distance[i] = best
          changed = true
        }
      }
    }
    for (let y = height - 1; y >= 0; y--) {
      for (let x = width - 1; x >= 0; x--) {
        const i = y * width + x
        let best = distance[i] as number
        const before = best
        if (x + 1 < width) best = Math.min(best, (distance[i + 1] as number) + (right[i] as number))
        if (y + 1 < height) {
          const low = i + width
          best = Math.min(best, (distance[low] as number) + (down[i] as number))
          if (x + 1 < width) best = Math.min(best, (distance[low + 1] as number) + (downRight[i] as number))
          if (x > 0) best = Math.min(best, (distance[low - 1] as number) + (downLeft[i] as number))
        }
        if (best < before) {
          distance[i] = best
          changed = true
        }
      }
    }
    if (!changed) break
  }
}

import type { Plane } from '../../core/image'

/** Half the side of a patch: 7 x 7 pixels. */
export const reach = 3

/** How much less each pixel deeper in the hole is believed. */
const falloff = 1.3

/** Numbers a pixel: red, green, blue, and how strong its texture is across and along. */
export const values = 5

/**
 * What it costs to copy from the other end of the picture, as a sum of squares; up and down counts more,
 * for what lies at one height of a picture is lit alike and equally far.
 */
const farther = 300_000
const upright = 4

/** A picture that is being completed: `values` numbers a pixel, and which pixels are missing. */
export interface Canvas {
  width: number
  height: number
  pixels: Float32Array<ArrayBuffer>
  hole: Uint8Array<ArrayBuffer>
}

/**
 * For every pixel whose patch touches the hole, a patch of known pixels that looks most like it
 * (approximate nearest neighbours, Barnes et al. 2009).
 */
export interface Matches {
  /** The pixels, in raster order, and for each pixel of the canvas its index among them, or -1. */
  targets: Int32Array<ArrayBuffer>
  indexOf: Int32Array<ArrayBuffer>
  /** Pixel in the middle of each target's match, and how far (sum of squares) it is from it. */
  match: Int32Array<ArrayBuffer>
  cost: Float32Array<ArrayBuffer>
  /** How far a target's patch is to be believed, 0..1: the deeper in the hole, the less. */
  trust: Float32Array<ArrayBuffer>
  /** Pixels that may be matched: patches with nothing missing. */
  sources: Int32Array<ArrayBuffer>
  isSource: Uint8Array<ArrayBuffer>
}

/** Nothing matched yet; null when no patch is fully known. `near` limits sources to that many pixels around the hole; those that are `barred` (1) are none. */
export function emptyMatches(canvas: Canvas, near: number, barred: Plane | null): Matches | null {
  const { width, height, hole } = canvas
  const touched = spread(hole, width, height, reach)
  const isSource = new Uint8Array(width * height)
  const box = holeBox(canvas, near)
  const sources: number[] = []
  const targets: number[] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (touched[i] === 1) targets.push(i)
      else if (
        x >= Math.max(reach, box.left) &&
        y >= Math.max(reach, box.top) &&
        x < Math.min(width - reach, box.right) &&
        y < Math.min(height - reach, box.bottom) &&
        (barred?.data[i] ?? 0) < 0.5
      ) {
        sources.push(i)
        isSource[i] = 1
      }
    }
  }
  if (sources.length === 0) return null
  const indexOf = new Int32Array(width * height).fill(-1)
  targets.forEach((target, k) => {
    indexOf[target] = k
  })
  return {
    targets: Int32Array.from(targets),
    indexOf,
    match: new Int32Array(targets.length).fill(-1),
    cost: new Float32Array(targets.length).fill(Number.POSITIVE_INFINITY),
    trust: trustOf(canvas, targets),
    sources: Int32Array.from(sources),
    isSource,
  }
}

/**
 * Trust falls by a constant factor with each pixel from what is known (Wexler, Shechtman and Irani 2007,
 * section 3.2), so that what borders a hole grows into it, instead of the hole's first guess growing out.
 */
function trustOf({ width, height, hole }: Canvas, targets: readonly number[]): Float32Array<ArrayBuffer> {
  const depth = Float32Array.from(hole, (missing) => (missing === 1 ? width + height : 0))
  const lower = (i: number, from: number) => {
    depth[i] = Math.min(depth[i] as number, (depth[from] as number) + 1)
  }
  for (let i = 0; i < depth.length; i++) {
    if (i % width > 0) lower(i, i - 1)
    if (i >= width) lower(i, i - width)
  }
  for (let i = depth.length - 1; i >= 0; i--) {
    if (i % width < width - 1) lower(i, i + 1)
    if (i + width < depth.length) lower(i, i + width)
  }
  return Float32Array.from(targets, (target) => falloff ** -(depth[target] as number))
}

/** One or more rounds of propagation and random search, in alternating directions. */
export function improve(canvas: Canvas, matches: Matches, rounds: number, random: () => number): void {
  const { width, height } = canvas
  const { targets, indexOf, match, cost, sources, isSource } = matches
  for (let k = 0; k < targets.length; k++) {
    if ((match[k] as number) < 0) match[k] = sources[Math.floor(random() * sources.length)] as number
    cost[k] = difference(canvas, targets[k] as number, match[k] as number, Number.POSITIVE_INFINITY)
  }
  const widest = Math.max(width, height) / 2
  for (let round = 0; round < rounds; round++) {
    const forward = round % 2 === 0
    const step = forward ? -1 : 1
    for (let n = 0; n < targets.length; n++) {
      const k = forward ? n : targets.length - 1 - n
      const target = targets[k] as number
      let best = match[k] as number
      let least = cost[k] as number
      const attempt = (source: number) => {
        if (source === best || isSource[source] !== 1) return
        const value = difference(canvas, target, source, least)
        if (value < least) {
          least = value
          best = source
        }
      }
      const beside = indexOf[target + step] ?? -1
      if (beside >= 0) attempt((match[beside] as number) - step)
      const above = indexOf[target + step * width] ?? -1
      if (above >= 0) attempt((match[above] as number) - step * width)
      for (let radius = widest; radius >= 1; radius /= 2) {
        const x = (best % width) + Math.round((2 * random() - 1) * radius)
        const y = Math.floor(best / width) + Math.round((2 * random() - 1) * radius)
        if (x >= 0 && y >= 0 && x < width && y < height) attempt(y * width + x)
      }
      match[k] = best
      cost[k] = least
    }
  }
}

/** Every missing pixel becomes the mean of what the patches over it say, close matches counting more. */
export function vote(canvas: Canvas, matches: Matches): void {
  const { width, height, pixels, hole } = canvas
  const { targets, match, cost, trust } = matches
  const sums = new Float32Array((values + 1) * width * height)
  const sorted = cost.slice().sort()
  const scale = 1 / Math.max(30, sorted[Math.floor(0.6 * sorted.length)] as number)
  for (let k = 0; k < targets.length; k++) {
    const target = targets[k] as number
    const source = match[k] as number
    const share = (trust[k] as number) * (Math.exp(-2 * (cost[k] as number) * scale) + 1e-4)
    const tx = target % width
    const ty = (target - tx) / width
    for (let dy = Math.max(-reach, -ty); dy <= Math.min(reach, height - 1 - ty); dy++) {
      for (let dx = Math.max(-reach, -tx); dx <= Math.min(reach, width - 1 - tx); dx++) {
        const i = target + dy * width + dx
        if (hole[i] === 0) continue
        const at = (values + 1) * i
        const from = values * (source + dy * width + dx)
        for (let c = 0; c < values; c++) sums[at + c] = (sums[at + c] as number) + share * (pixels[from + c] as number)
        sums[at + values] = (sums[at + values] as number) + share
      }
    }
  }
  for (let i = 0; i < hole.length; i++) {
    const at = (values + 1) * i
    const sum = sums[at + values] as number
    if (hole[i] === 0 || sum === 0) continue
    for (let c = 0; c < values; c++) pixels[values * i + c] = (sums[at + c] as number) / sum
  }
}

/** What the way between two pixels costs. */
export function apart(target: number, source: number, width: number, height: number): number {
  const x = (target % width) - (source % width)
  const y = Math.floor(target / width) - Math.floor(source / width)
  return (farther * (x * x + upright * y * y)) / (width * width + height * height)
}

/**
 * Sum of squared differences of two patches and the cost of the way between them, left off past `limit`;
 * parts outside the canvas do not count.
 */
function difference(canvas: Canvas, target: number, source: number, limit: number): number {
  const { width, height, pixels } = canvas
  const tx = target % width
  const ty = (target - tx) / width
  const left = tx < reach ? -tx : -reach
  const right = tx + reach >= width ? width - 1 - tx : reach
  const top = ty < reach ? -ty : -reach
  const bottom = ty + reach >= height ? height - 1 - ty : reach
  let sum = apart(target, source, width, height)
  for (let dy = top; dy <= bottom; dy++) {
    let a = values * (target + dy * width + left)
    let b = values * (source + dy * width + left)
    const end = a + values * (right - left + 1)
    for (; a < end; a++, b++) {
      const d = (pixels[a] as number) - (pixels[b] as number)
      sum += d * d
    }
    if (sum > limit) return sum
  }
  return sum
}

function spread(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const out = new Uint8Array(mask.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (mask[y * width + x] === 0) continue
      for (let yy = Math.max(0, y - radius); yy <= Math.min(height - 1, y + radius); yy++)
        out.fill(1, yy * width + Math.max(0, x - radius), yy * width + Math.min(width, x + radius + 1))
    }
  return out
}

function holeBox(canvas: Canvas, near: number): { left: number; top: number; right: number; bottom: number } {
  const { width, height, hole } = canvas
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] === 0) continue
    const x = i % width
    const y = (i - x) / width
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  }
  return { left: left - near, top: top - near, right: right + near, bottom: bottom + near }
}

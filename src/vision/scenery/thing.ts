import type { Plane } from '../../core/image'
import { boxMean } from '../../motion/filters/box'
import { geodesicDistance, stepCosts } from '../../motion/plain/geodesic'
import { likelihood } from '../../motion/plain/likelihood'
import { type Look, ramp } from './look'
import { type Patch, patchesOf, tidied } from './patch'

/** How often colours and place are weighed anew. */
const rounds = 4
/** A change of colour (OKLab times 100) over two pixels that is an edge. */
const edge = 5

/**
 * The lone thing of a picture: what is hard to reach from the picture's border without crossing an edge (geodesic
 * saliency, Wei et al. 2012) and has colours of its own; it lies apart from the border, edges go all around it, and what
 * is behind it is quiet. It is better to find none than a piece of something.
 *
 * @returns the area and how sure it is, 0..1; null: none
 */
export function findThing(look: Look): { patch: Patch; confidence: number } | null {
  const { width, height, colours } = look
  const apart = apartness(look)
  let share = apart
  for (let round = 0; round < rounds; round++) {
    const own = likelihood(colours, share)
    const both = { width, height, data: own.map((value, i) => value * (0.25 + 0.75 * (apart[i] as number))) }
    share = boxMean(both, 1).data
  }
  const likely = { width, height, data: share.map((value) => (value > 0.42 ? 1 : 0)) }
  const patches = patchesOf(tidied(likely, 2))
  const [largest, second] = patches
  if (!largest || largest.area < 0.015) return null
  const patch = filled(largest)
  const alone = 1 - (second ? second.area / largest.area : 0)
  const confidence =
    ramp(edgesAround(patch, look), 0.62, 0.85) *
    ramp(alone, 0.5, 0.8) *
    ramp(patch.area, 0.5, 0.35) *
    ramp(atBorder(patch), 0.12, 0.03) *
    ramp(unrest(patch, look), 3.6, 2.4)
  return confidence > 0.05 ? { patch, confidence } : null
}

/** How hard each place is to reach from the border, 0..1. */
function apartness({ width, height, colours }: Look): Float32Array<ArrayBuffer> {
  const distance = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY)
  for (let x = 0; x < width; x++) {
    distance[x] = 0
    distance[(height - 1) * width + x] = 12
  }
  for (let y = 0; y < height; y++) {
    distance[y * width] = 0
    distance[y * width + width - 1] = 0
  }
  geodesicDistance(stepCosts(colours, 10, 3), distance, 3)
  const sorted = distance.slice().sort()
  const top = sorted[Math.floor(0.97 * sorted.length)] as number
  const low = sorted[Math.floor(0.4 * sorted.length)] as number
  return distance.map((value) => ramp(value, low, Math.max(top, low + 1)))
}

/** Share of a patch's border across which colours change. */
function edgesAround({ inside }: Patch, { colours: { l, a, b } }: Look): number {
  const { width, height, data } = inside
  let [border, edges] = [0, 0]
  for (let y = 2; y < height - 2; y++)
    for (let x = 2; x < width - 2; x++) {
      const i = y * width + x
      for (const step of [1, width]) {
        if (data[i] === data[i + step]) continue
        const [p, q] = [i - step, i + 2 * step]
        border++
        const far = Math.hypot(
          (l[p] as number) - (l[q] as number),
          2 * ((a[p] as number) - (a[q] as number)),
          2 * ((b[p] as number) - (b[q] as number)),
        )
        if (far > edge) edges++
      }
    }
  return border > 0 ? edges / border : 0
}

/** Mean change of lightness from pixel to pixel of what lies around a patch, a little off its border. */
function unrest({ inside }: Patch, { activity }: Look): number {
  const [near, around] = [boxMean(inside, 7).data, boxMean(inside, 18).data]
  let [sum, count] = [0, 0]
  for (let i = 0; i < near.length; i++) {
    if ((near[i] as number) > 0.001 || (around[i] as number) < 0.001) continue
    sum += activity.data[i] as number
    count++
  }
  return sum / Math.max(1, count)
}

/** Share of the picture's border that a patch lies at. */
function atBorder({ inside: { width, height, data } }: Patch): number {
  let count = 0
  for (let x = 0; x < width; x++) count += (data[x] as number) + (data[(height - 1) * width + x] as number)
  for (let y = 0; y < height; y++) count += (data[y * width] as number) + (data[(y + 1) * width - 1] as number)
  return count / (2 * (width + height))
}

/** A patch without its holes. */
function filled(patch: Patch): Patch {
  const { width, height, data } = patch.inside
  const outside: Plane = { width, height, data: data.map((value) => 1 - value) }
  const whole = data.slice()
  let area = patch.area
  for (const hole of patchesOf(outside)) {
    if (hole.left === 0 || hole.top === 0 || hole.right === width || hole.bottom === height) continue
    hole.inside.data.forEach((value, i) => {
      if (value === 1) whole[i] = 1
    })
    area += hole.area
  }
  return { ...patch, inside: { width, height, data: whole }, area }
}

import { geodesicDistance, stepCosts } from '../../motion/plain/geodesic'
import { type Look, ramp } from './look'
import { type Patch, patchesOf, tidied } from './patch'

/**
 * The thing that stands out: what is hard to reach from the picture's border without crossing an edge
 * (geodesic saliency, Wei et al. 2012), and hangs together away from it.
 */
export function findThing(look: Look): { patch: Patch; confidence: number } | null {
  const { width, height, colours } = look
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
  const sorted = Float32Array.from(distance).sort()
  const top = sorted[Math.floor(0.98 * sorted.length)] as number
  const low = sorted[Math.floor(0.5 * sorted.length)] as number
  const level = low + 0.5 * (top - low)
  const likely = { width, height, data: distance.map((value) => (value > level ? 1 : 0)) }
  const patch = patchesOf(tidied(likely, 2))[0]
  if (!patch || patch.area < 0.015) return null
  const apart = (top - low) / (10 * 20)
  const middle = Math.abs((patch.left + patch.right) / 2 / width - 0.5)
  const confidence = ramp(apart, 0.2, 1) * ramp(patch.area, 0.5, 0.3) * ramp(middle, 0.5, 0.25)
  return confidence > 0.05 ? { patch, confidence } : null
}

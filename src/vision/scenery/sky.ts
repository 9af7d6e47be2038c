import { geodesicDistance, stepCosts } from '../../motion/plain/geodesic'
import { chromaAt, greenAt, type Look, ramp } from './look'
import { type Patch, patchesOf, rowShare, statistics, tidied } from './patch'

/** Colour change from pixel to pixel that a sky may have, OKLab times 100, and how much more of it ends the sky. */
const calm = 1.4
const far = 4.5

/**
 * The sky: what can be reached from the top border without crossing an edge, as long as it ends above the
 * ground, is as wide as a sky and has something in it that can be seen to drift.
 *
 * @returns the area and how sure it is, 0..1; null: none
 */
export function findSky(look: Look): { patch: Patch; confidence: number } | null {
  const { width, height, colours, activity } = look
  const distance = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY)
  for (let x = 0; x < width; x++)
    distance[x] = 100 * greenAt(look, x) + 12 * Math.max(0, (activity.data[x] as number) - 6)
  geodesicDistance(stepCosts(colours, 12, calm), distance, 4)
  const data = distance.map((value, i) =>
    // The way itself, straight down, counts for nothing: only detours and changes of colour do.
    value - Math.floor(i / width) < 12 * far && (activity.data[i] as number) < 14 && greenAt(look, i) < 0.7 ? 1 : 0,
  )
  const patch = patchesOf(tidied({ width, height, data }, 1)).find(({ top }) => top <= 2)
  if (!patch || patch.area < 0.06) return null
  const wide = rowShare(patch, Math.min(patch.top + 1, height - 1))
  const below = rowShare(patch, Math.floor(0.78 * height))
  const { mean: light, deviation } = statistics(patch, colours.l)
  const rough = statistics(patch, activity.data).mean
  // Wood, skin and walls are warm and strong in colour, and no lighter than what lies below.
  const warm = statistics(
    patch,
    Float32Array.from(colours.a, (a, i) => (a > 1.2 ? chromaAt(look, i) : 0)),
  ).mean
  // Grey skies are even; what is grey and uneven is a wall, or a backdrop out of focus.
  const strength = statistics(
    patch,
    Float32Array.from(colours.a, (_, i) => chromaAt(look, i)),
  ).mean
  const backdrop = ramp(deviation, 10.5, 12.5) * ramp(strength, 5, 3.5)
  const confidence =
    (1 - backdrop) *
    ramp(wide, 0.45, 0.8) *
    ramp(below, 0.35, 0.1) *
    ramp(light, 28, 45) *
    ramp(warm, 12, 7.5) *
    ramp(deviation, 2, 5) *
    ramp(rough, 0.3, 0.6) *
    ramp(rough, 5.5, 4)
  return confidence > 0.05 ? { patch, confidence } : null
}

import { boxMean } from '../../motion/filters/box'
import { greenAt, type Look, ramp } from './look'
import { type Patch, patchesOf, tidied } from './patch'

/** Leaves and grass: green and busy in all directions. */
export function findFoliage(look: Look, others: readonly Patch[]): { patch: Patch; confidence: number } | null {
  const { width, height, activity, flatness } = look
  const data = new Float32Array(width * height)
  for (let i = 0; i < data.length; i++) {
    if (others.some(({ inside }) => (inside.data[i] as number) > 0)) continue
    const busy = ramp(activity.data[i] as number, 3.5, 7)
    data[i] = greenAt(look, i) * busy * ramp(flatness.data[i] as number, 0.68, 0.58)
  }
  const near = boxMean({ width, height, data }, 3)
  const likely = { width, height, data: near.data.map((value) => (value > 0.45 ? 1 : 0)) }
  const patch = patchesOf(tidied(likely, 2))[0]
  if (!patch || patch.area < 0.04) return null
  const confidence = 0.9 * ramp(patch.area, 0.03, 0.12) * ramp(patch.area, 0.9, 0.6)
  return confidence > 0.05 ? { patch, confidence } : null
}

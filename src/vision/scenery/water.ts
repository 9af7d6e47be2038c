import { boxMean } from '../../motion/filters/box'
import { chromaAt, greenAt, type Look, ramp } from './look'
import { type Patch, patchesOf, rowShare, tidied } from './patch'

/**
 * Water that lies flat: ripples are wider than high, its colour is quiet and no warmer than the sky's, and it
 * lies in the lower part of the picture.
 *
 * @param sky what is known to be sky; null: nothing
 */
export function findWater(look: Look, sky: Patch | null): { patch: Patch; confidence: number } | null {
  const { width, height, colours, activity, flatness } = look
  const data = new Float32Array(width * height)
  for (let i = 0; i < data.length; i++) {
    if (sky && (sky.inside.data[i] as number) > 0) continue
    const row = (Math.floor(i / width) + 0.5) / height
    const active = activity.data[i] as number
    const ripples = ramp(flatness.data[i] as number, 0.5, 0.62) * ramp(active, 0.5, 1.5) * ramp(active, 16, 9)
    const warm = (colours.a[i] as number) > 0 && (colours.b[i] as number) > 0 ? chromaAt(look, i) : 0
    const strong = Math.max(warm, 1.4 * greenAt(look, i) * chromaAt(look, i))
    data[i] = ripples * ramp(strong, 10, 6) * ramp(row, 0.3, 0.5)
  }
  const near = boxMean({ width, height, data }, 4)
  const likely = { width, height, data: near.data.map((value) => (value > 0.4 ? 1 : 0)) }
  const patch = patchesOf(tidied(likely, 3))[0]
  if (!patch || patch.area < 0.06) return null
  const wide = (patch.right - patch.left) / width
  const lowest = rowShare(patch, height - 2)
  const confidence = ramp(wide, 0.35, 0.7) * ramp(patch.area, 0.05, 0.15) * (0.6 + 0.4 * ramp(lowest, 0, 0.4))
  return confidence > 0.05 ? { patch, confidence } : null
}

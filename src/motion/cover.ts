import type { Mask, Picture, Plane } from '../core/image'
import { softBlur } from './filters/box'
import { within } from './limit'
import { evaluateMatte } from './matte'
import type { Matte } from './types'

/** Long side at which a border is hardened by as much as its feather says in pixels. */
const hardSide = 512

/** How opaque a thing is at the still's size, 0..1: its matte, feathered or hardened, and only within its limit. */
export function coverAt(matte: Matte, limit: Mask | null, still: Picture): Plane {
  return within(feathered(evaluateMatte(matte, still), matte.feather), limit)
}

/** Fades inwards, so that nothing beyond the border comes along. */
function feathered(alpha: Plane, feather: number): Plane {
  if (feather === 0) return alpha
  const side = Math.max(alpha.width, alpha.height)
  if (feather < 0) {
    const gain = 1 - feather * hardSide
    return { ...alpha, data: alpha.data.map((value) => clamp(0.5 + gain * (value - 0.5))) }
  }
  // Three means of this radius rise from 0 to 1 over about three times as much; half of it lies inside.
  const soft = softBlur(alpha, (2 / 3) * feather * side)
  return { ...alpha, data: soft.data.map((value, i) => Math.min(alpha.data[i] as number, clamp(2 * value - 1))) }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

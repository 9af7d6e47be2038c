import type { Mask, Picture, Plane } from '../core/image'
import { mix, smoothstep } from './curve'
import { boxMean, softBlur } from './filters/box'
import { dilate, erode } from './filters/extreme'
import { resizePlane } from './filters/resample'
import { within } from './limit'
import { evaluateMatte, solveMatte } from './matte'
import type { Matte } from './types'

/** Long side at which a border is hardened by as much as its feather says in pixels. */
const hardSide = 512

/** Half the width (pixels of the selection) up to which a thing is thin. */
const thinRadius = 3

/** The matte of a given selection: led by the picture's edges, but as given where it is thin (masts, strands). */
export function selectionMatte(still: Picture, member: Plane, side: number, feather: number): Matte {
  const broad = dilate(erode(member, thinRadius), thinRadius).data
  const thin = { ...member, data: member.data.map((value, i) => smoothstep(0.1, 0.5, value - (broad[i] as number))) }
  return { ...solveMatte(still, member, side), given: { member, thin: boxMean(dilate(thin, 1), 1) }, feather }
}

/** How opaque a thing is at the still's size, 0..1: its matte, feathered or hardened, and only within its limit. */
export function coverAt(matte: Matte, limit: Mask | null, still: Picture): Plane {
  const alpha = evaluateMatte(matte, still)
  if (matte.given) trust(alpha, matte.given)
  return within(feathered(alpha, matte.feather), limit)
}

function trust(alpha: Plane, given: { member: Plane; thin: Plane }): void {
  const thin = resizePlane(given.thin, alpha.width, alpha.height).data
  const member = resizePlane(given.member, alpha.width, alpha.height).data
  for (let i = 0; i < thin.length; i++) {
    const share = thin[i] as number
    if (share > 0) alpha.data[i] = mix(alpha.data[i] as number, member[i] as number, share)
  }
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

import type { Size } from '../core/geometry'
import { createPicture, type Picture, type Plane } from '../core/image'
import { smoothstep } from './curve'
import { dilate } from './filters/extreme'
import { pushPull } from './filters/pushpull'
import { resizePlane, sampledPixel, samplePicture } from './filters/resample'
import { carriedOver } from './matte'
import { sameArea } from './same'
import type { Hidden } from './types'

/**
 * What of a region lies behind others: there the still shows them, not it. It is taken to go on there
 * as far as what is seen of it around says, in its own colours. Null where none of them overlap.
 *
 * @param inFront opacity of what lies in front of it
 * @param former what was found for the same region before
 */
export function hiddenBy(
  still: Picture,
  whole: Plane,
  inFront: readonly Plane[],
  former?: Hidden | null,
): Hidden | null {
  const data = new Float32Array(whole.data.length)
  let overlaps = false
  for (const { data: front } of inFront) {
    for (let i = 0; i < data.length; i++) {
      const value = front[i] as number
      if (value > (data[i] as number)) data[i] = value
      if (value > 0.5 && (whole.data[i] as number) > 0.5) overlaps = true
    }
  }
  if (!overlaps) return null
  // A little wider, so that no rim of what is in front stays behind it.
  const cover = dilate({ ...whole, data }, Math.max(1, Math.round(0.004 * Math.max(whole.width, whole.height))))
  if (former && sameArea(former.cover, cover)) return former
  const seen = { ...whole, data: whole.data.map((value, i) => value * (1 - (cover.data[i] as number))) }
  return { cover, goesOn: goingOn(whole, cover), behind: carriedOver(still, seen, 0.96), whole }
}

/** Opacity of a layer without what does not go on behind others. */
export function showing(alpha: Plane, { goesOn }: Hidden): Plane {
  const share = resizePlane(goesOn, alpha.width, alpha.height).data
  return { ...alpha, data: alpha.data.map((value, i) => value * (share[i] as number)) }
}

/** Carries what is seen around, thing or ground, into what is covered; the thing ends where both are even. */
function goingOn(whole: Plane, cover: Plane): Plane {
  const known = cover.data.map((value) => (value > 0 ? 0 : 1))
  const data = whole.data.slice()
  pushPull([data], known, whole.width, whole.height)
  return {
    ...whole,
    data: data.map((value, i) => {
      const covered = smoothstep(0, 0.4, cover.data[i] as number)
      return 1 - covered * (1 - smoothstep(0.35, 0.65, value))
    }),
  }
}

/** The still as it may look without what lies in front of a layer. */
export function withoutHidden(still: Picture, { cover, behind }: Hidden): Picture {
  const { width, height }: Size = still
  const share = resizePlane(cover, width, height).data
  const out = createPicture(width, height)
  out.data.set(still.data)
  for (let i = 0; i < share.length; i++) {
    if ((share[i] as number) === 0) continue
    const part = smoothstep(0, 0.4, share[i] as number)
    const [x, y] = [i % width, Math.floor(i / width)]
    samplePicture(behind, ((x + 0.5) * behind.width) / width, ((y + 0.5) * behind.height) / height)
    for (let c = 4 * i; c < 4 * i + 3; c++)
      out.data[c] = (still.data[c] as number) * (1 - part) + (sampledPixel[c - 4 * i] as number) * part
  }
  return out
}

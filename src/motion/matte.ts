import type { Picture, Plane } from '../core/image'
import { createPicture } from '../core/image'
import { smoothstep } from './curve'
import { boxMean } from './filters/box'
import { guidedCoefficients } from './filters/guided'
import { pushPull } from './filters/pushpull'
import { resizePicture, resizePlane } from './filters/resample'
import type { Matte } from './types'

/** Long side on which mattes are solved; they are evaluated at any other. */
const solveSide = 288
/** Contrast that takes the haze off a guided filter's answer. */
const gain = 1.7
/** Colour variance (0..1 squared) below which a place counts as flat. */
const eps = 3e-4

/**
 * The soft border of a thing from a rough membership (any size): a guided filter fits the membership
 * to the picture's own edges within a band around its border.
 */
export function solveMatte(still: Picture, member: Plane): Matte {
  const scale = Math.min(1, solveSide / Math.max(still.width, still.height))
  const guide = onGrey(
    resizePicture(still, Math.max(1, Math.round(still.width * scale)), Math.max(1, Math.round(still.height * scale))),
  )
  const input = resizePlane(member, guide.width, guide.height)
  const radius = Math.max(2, Math.round((1.6 * guide.width) / member.width + 1.5))
  // Two rounds: the first snaps a membership that is a few pixels off, the second sharpens it.
  const first = guidedCoefficients(guide, input, radius, eps)
  const sure = boxMean(input, radius + 1)
  const snapped = evaluateMatte({ ...first, sure }, guide, guide.width, guide.height)
  const tight = Math.max(2, radius - 1)
  return { ...guidedCoefficients(guide, snapped, tight, eps), sure: boxMean(snapped, tight + 1) }
}

/** Opacity at a size, 0..1, led by the picture's own pixels (at that size). */
export function evaluateMatte(matte: Matte, still: Picture, width: number, height: number): Plane {
  const out = { width, height, data: new Float32Array(width * height) }
  const sure = resizePlane(matte.sure, width, height)
  const [r, g, b, offset] = [matte.r, matte.g, matte.b, matte.offset].map((plane) =>
    resizePlane(plane, width, height),
  ) as [Plane, Plane, Plane, Plane]
  const pixels = still.data
  for (let i = 0; i < out.data.length; i++) {
    const inside = sure.data[i] as number
    if (inside <= 0.02) continue
    if (inside >= 0.98) {
      out.data[i] = 1
      continue
    }
    const cover = (pixels[4 * i + 3] as number) / 255
    const grey = 0.5 * (1 - cover)
    const linear =
      (r.data[i] as number) * (((pixels[4 * i] as number) / 255) * cover + grey) +
      (g.data[i] as number) * (((pixels[4 * i + 1] as number) / 255) * cover + grey) +
      (b.data[i] as number) * (((pixels[4 * i + 2] as number) / 255) * cover + grey) +
      (offset.data[i] as number)
    const alpha = Math.min(1, Math.max(0, gain * (linear - 0.5) + 0.5))
    const low = alpha * smoothstep(0.02, 0.2, inside)
    out.data[i] = 1 - (1 - low) * smoothstep(0.02, 0.2, 1 - inside)
  }
  return out
}

/**
 * The colours of both sides of a border, each carried across it, so that neither bleeds into the
 * other: what is inside for sure continued outwards, and the other way round.
 */
export function sideColours(still: Picture, alpha: Plane): { inside: Picture; outside: Picture } {
  const scale = Math.min(1, solveSide / Math.max(still.width, still.height))
  const [width, height] = [Math.max(1, Math.round(still.width * scale)), Math.max(1, Math.round(still.height * scale))]
  const small = resizePicture(still, width, height)
  const cover = resizePlane(alpha, width, height)
  return {
    inside: carried(
      small,
      cover.data.map((value) => (value > 0.96 ? 1 : 0)),
    ),
    outside: carried(
      small,
      cover.data.map((value) => (value < 0.02 ? 1 : 0)),
    ),
  }
}

/** A picture's known colours (1; 0: unknown) carried over the unknown ones. */
export function carried(picture: Picture, known: Float32Array<ArrayBuffer>): Picture {
  const { width, height, data } = picture
  const channels = [0, 1, 2, 3].map((c) => Float32Array.from(known, (_, i) => data[4 * i + c] as number))
  pushPull(channels, known, width, height)
  const out = createPicture(width, height)
  channels.forEach((plane, c) => {
    for (let i = 0; i < plane.length; i++) out.data[4 * i + c] = plane[i] as number
  })
  return out
}

function onGrey(picture: Picture): Picture {
  const out = createPicture(picture.width, picture.height)
  for (let i = 0; i < picture.data.length; i += 4) {
    const cover = (picture.data[i + 3] as number) / 255
    for (let c = 0; c < 3; c++) out.data[i + c] = (picture.data[i + c] as number) * cover + 127.5 * (1 - cover)
    out.data[i + 3] = 255
  }
  return out
}

import { fitLongSide } from '../core/geometry'
import type { Picture, Plane } from '../core/image'
import { createPicture } from '../core/image'
import { smoothstep } from './curve'
import { boxMean } from './filters/box'
import { guidedCoefficients } from './filters/guided'
import { pushPull } from './filters/pushpull'
import { resizePicture, resizePlane } from './filters/resample'
import type { Matte } from './types'

/** Long side on which mattes are usually solved; they are evaluated at any other. */
const solveSide = 288
/** Contrast that takes the haze off a guided filter's answer. */
const gain = 1.7
/** Colour variance (0..1 squared) below which a place counts as flat. */
const eps = 3e-4

/**
 * The soft border of a thing from a rough membership (any size): a guided filter fits the membership
 * to the picture's own edges within a band around its border.
 */
export function solveMatte(still: Picture, member: Plane, side = solveSide): Matte {
  const guide = guideOf(still, side)
  const input = resizePlane(member, guide.width, guide.height)
  const radius = Math.max(2, Math.round((1.6 * guide.width) / member.width + 1))
  // Two rounds: the first snaps a membership that is a few pixels off, the second sharpens it.
  const first = guidedCoefficients(guide, input, radius, eps)
  const sure = boxMean(input, radius + 1)
  const snapped = evaluateMatte({ ...first, sure, given: null, feather: 0 }, guide)
  return {
    ...guidedCoefficients(guide, snapped, radius, eps),
    sure: boxMean(snapped, radius),
    given: null,
    feather: 0,
  }
}

const guides = new WeakMap<Picture, Map<number, Picture>>()

/** The still at a size on which mattes are solved, without transparency; kept with it. */
function guideOf(still: Picture, side = solveSide): Picture {
  const kept = guides.get(still) ?? new Map<number, Picture>()
  guides.set(still, kept)
  const known = kept.get(side)
  if (known) return known
  const { width, height } = fitLongSide(still, side)
  const guide = onGrey(resizePicture(still, width, height))
  kept.set(side, guide)
  return guide
}

/** Opacity at the still's size, 0..1, led by its own pixels. */
export function evaluateMatte(matte: Matte, still: Picture): Plane {
  const { width, height, data: pixels } = still
  const { sure, r, g, b, offset } = matte
  const out = { width, height, data: new Float32Array(width * height) }
  const [perX, perY] = [sure.width / width, sure.height / height]
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor(Math.max(0, (x + 0.5) * perX - 0.5)))
  for (let y = 0; y < height; y++) {
    const sy = Math.min(sure.height - 1, Math.max(0, (y + 0.5) * perY - 0.5))
    const top = Math.floor(sy)
    const fy = sy - top
    const upper = top * sure.width
    const lower = Math.min(sure.height - 1, top + 1) * sure.width
    for (let x = 0; x < width; x++) {
      const left = columns[x] as number
      const right = Math.min(sure.width - 1, left + 1)
      const a0 = sure.data[upper + left] as number
      const a1 = sure.data[upper + right] as number
      const a2 = sure.data[lower + left] as number
      const a3 = sure.data[lower + right] as number
      if (a0 <= 0.02 && a1 <= 0.02 && a2 <= 0.02 && a3 <= 0.02) continue
      const i = y * width + x
      if (a0 >= 0.98 && a1 >= 0.98 && a2 >= 0.98 && a3 >= 0.98) {
        out.data[i] = 1
        continue
      }
      const fx = Math.min(1, Math.max(0, (x + 0.5) * perX - 0.5 - left))
      const [p, q, v, w] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy]
      const inside = a0 * p + a1 * q + a2 * v + a3 * w
      if (inside <= 0.02) continue
      const at = (plane: Plane) =>
        (plane.data[upper + left] as number) * p +
        (plane.data[upper + right] as number) * q +
        (plane.data[lower + left] as number) * v +
        (plane.data[lower + right] as number) * w
      const cover = (pixels[4 * i + 3] as number) / 255
      const grey = 0.5 * (1 - cover)
      const linear =
        at(r) * (((pixels[4 * i] as number) / 255) * cover + grey) +
        at(g) * (((pixels[4 * i + 1] as number) / 255) * cover + grey) +
        at(b) * (((pixels[4 * i + 2] as number) / 255) * cover + grey) +
        at(offset)
      const alpha = Math.min(1, Math.max(0, gain * (linear - 0.5) + 0.5))
      const low = alpha * smoothstep(0.02, 0.2, inside)
      out.data[i] = 1 - (1 - low) * smoothstep(0.02, 0.2, 1 - inside)
    }
  }
  return out
}

/**
 * The colours of both sides of a border, each carried across it, so that neither bleeds into the
 * other: what is inside for sure continued outwards, and the other way round.
 */
export function sideColours(still: Picture, alpha: Plane): { inside: Picture; outside: Picture } {
  const ground = { ...alpha, data: alpha.data.map((value) => 1 - value) }
  return { inside: carriedOver(still, alpha, 0.96), outside: carriedOver(still, ground, 0.98) }
}

/** The still's colours where there is more than `least` of something, carried over everything else; small. */
export function carriedOver(still: Picture, of: Plane, least: number): Picture {
  const small = guideOf(still)
  const cover = resizePlane(of, small.width, small.height)
  return carried(
    small,
    cover.data.map((value) => (value > least ? 1 : 0)),
  )
}

/** A picture's known colours (1; 0: unknown) carried over the unknown ones. */
export function carried(picture: Picture, known: Float32Array<ArrayBuffer>): Picture {
  const { width, height, data } = picture
  const channels = [0, 1, 2, 3].map((c) => {
    const plane = new Float32Array(known.length)
    for (let i = 0; i < plane.length; i++) plane[i] = data[4 * i + c] as number
    return plane
  })
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

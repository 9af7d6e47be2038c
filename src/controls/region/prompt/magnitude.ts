import type { Size } from '../../../core/geometry'
import type { ClipTime } from '../../../core/hint'
import type { Mask } from '../../../core/image'
import { type Part, type Pose, poseAt, posed } from '../../../core/part'

/** The long side at which magnitudes are said. */
const longSide = 512
/** Places and frames that are looked at, about: enough for a mean within a few per cent. */
const [places, frames] = [420, 48]

/**
 * How strongly parts move: the mean over the mask and over frames of |flow(t + 1) - flow(t)|, picture
 * pixels at a long side of 512, frames `clip.step` seconds of motion apart.
 */
export function magnitudeOf(parts: readonly Part[], mask: Mask, clip: ClipTime, picture: Size): number {
  const step = clip.step ?? 1 / 24
  const count = Math.max(1, Math.round(clip.span / step))
  const spots = spotsOf(mask, picture)
  if (parts.length === 0 || spots.length === 0) return 0
  // Of long clips some frames, evenly, each with the next one.
  const stride = Math.max(1, Math.floor(count / frames))
  const shares = spots.map(({ x, y }) =>
    parts.map(({ weight }) => weightAt(weight, x / picture.width, y / picture.height)),
  )
  let [sum, n] = [0, 0]
  for (let frame = 0; frame < count; frame += stride) {
    const now = parts.map((part) => poseAt(part, frame * step))
    const next = parts.map((part) => poseAt(part, (frame + 1) * step))
    spots.forEach((spot, i) => {
      const share = shares[i] as number[]
      const [a, b] = [flow(parts, now, share, spot), flow(parts, next, share, spot)]
      sum += Math.hypot(b.x - a.x, b.y - a.y) * spot.cover
      n += spot.cover
    })
  }
  return ((sum / n) * longSide) / Math.max(picture.width, picture.height)
}

interface Spot {
  x: number
  y: number
  cover: number
}

function flow(parts: readonly Part[], poses: readonly Pose[], share: readonly number[], { x, y }: Spot) {
  const by = { x: 0, y: 0 }
  parts.forEach((part, k) => {
    const weight = share[k] as number
    if (weight === 0) return
    const way = posed(poses[k] as Pose, part.about, x, y)
    by.x += weight * way.x
    by.y += weight * way.y
  })
  return by
}

/** Every so many-th covered place of a mask, row by row: thin pieces get their share. */
function spotsOf(mask: Mask, picture: Size): Spot[] {
  let covered = 0
  for (const value of mask.data) if (value > 0) covered++
  const gap = Math.max(1, Math.floor(covered / places))
  const spots: Spot[] = []
  let next = gap >> 1
  mask.data.forEach((value, i) => {
    if (value === 0 || next-- > 0) return
    next = gap - 1
    const x = (((i % mask.width) + 0.5) * picture.width) / mask.width
    const y = ((Math.floor(i / mask.width) + 0.5) * picture.height) / mask.height
    spots.push({ x, y, cover: value / 255 })
  })
  return spots
}

/** A plane at a place given in shares of the picture, bilinear. */
export function weightAt({ width, height, data }: Part['weight'], u: number, v: number): number {
  const x = Math.min(width - 1, Math.max(0, u * width - 0.5))
  const y = Math.min(height - 1, Math.max(0, v * height - 0.5))
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)]
  const at = (column: number, row: number) => data[row * width + column] as number
  const upper = at(left, top) + (at(right, top) - at(left, top)) * (x - left)
  const lower = at(left, bottom) + (at(right, bottom) - at(left, bottom)) * (x - left)
  return upper + (lower - upper) * (y - top)
}

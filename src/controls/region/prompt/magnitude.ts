import type { Size } from '../../../core/geometry'
import type { ClipTime } from '../../../core/hint'
import type { Mask } from '../../../core/image'
import { type Part, poseAt, posed } from '../../../core/part'

/** The long side at which magnitudes are said. */
const longSide = 512
/** Places and frames that are looked at, about: enough for a mean within a few per cent. */
const [places, frames] = [420, 48]

/**
 * How strongly parts move: the mean over the mask and over frames of |flow(t + 1) - flow(t)|, picture
 * pixels at a long side of 512, frames `clip.step` seconds of motion apart.
 */
export function magnitudeOf(parts: readonly Part[], mask: Mask, clip: ClipTime, picture: Size): number {
  return magnitudeMeter(mask, clip, picture)(parts)
}

/** The same for many parts over one mask. */
export function magnitudeMeter(mask: Mask, clip: ClipTime, picture: Size): (parts: readonly Part[]) => number {
  const spots = spotsOf(mask, picture)
  return (parts) => (parts.length === 0 || spots.length === 0 ? 0 : measured(parts, spots, clip, picture))
}

function measured(parts: readonly Part[], spots: readonly Spot[], clip: ClipTime, picture: Size): number {
  const step = clip.step ?? 1 / 24
  const count = Math.max(1, Math.round(clip.span / step))
  // Of long clips some frames, evenly, each with the next one.
  const stride = Math.max(1, Math.floor(count / frames))
  const weights = parts.map(({ weight }) =>
    Float64Array.from(spots, ({ x, y }) => weightAt(weight, x / picture.width, y / picture.height)),
  )
  const cover = spots.reduce((all, spot) => all + spot.cover, 0)
  const change = new Float64Array(2 * spots.length)
  let [sum, n] = [0, 0]
  for (let frame = 0; frame < count; frame += stride) {
    change.fill(0)
    parts.forEach((part, k) => {
      addChange(part, frame * step, (frame + 1) * step, weights[k] as Float64Array, spots, change)
    })
    spots.forEach((spot, i) => {
      sum += spot.cover * Math.hypot(change[2 * i] as number, change[2 * i + 1] as number)
    })
    n += cover
  }
  return ((sum / n) * longSide) / Math.max(picture.width, picture.height)
}

interface Spot {
  x: number
  y: number
  cover: number
}

/** Adds what a part moves each place by between two moments. Its pose is a linear map: their difference is one, too. */
function addChange(
  part: Part,
  from: number,
  to: number,
  weights: Float64Array,
  spots: readonly Spot[],
  change: Float64Array,
): void {
  const { about } = part
  const [a, b] = [poseAt(part, from), poseAt(part, to)]
  const origin = { x: b.x - a.x, y: b.y - a.y }
  const unit = (x: number, y: number) => {
    const place = { x: about.x + x, y: about.y + y }
    const [before, after] = [posed(a, about, place.x, place.y), posed(b, about, place.x, place.y)]
    return { x: after.x - before.x - origin.x, y: after.y - before.y - origin.y }
  }
  const [across, down] = [unit(1, 0), unit(0, 1)]
  for (let i = 0; i < spots.length; i++) {
    const weight = weights[i] as number
    if (weight === 0) continue
    const { x, y } = spots[i] as Spot
    const [dx, dy] = [x - about.x, y - about.y]
    change[2 * i] = (change[2 * i] as number) + weight * (origin.x + dx * across.x + dy * down.x)
    change[2 * i + 1] = (change[2 * i + 1] as number) + weight * (origin.y + dx * across.y + dy * down.y)
  }
}

/** Every so many-th covered place of a mask, row by row: thin pieces get their share. */
function spotsOf(mask: Mask, picture: Size): Spot[] {
  let covered = 0
  for (const value of mask.data) if (value > 0) covered++
  const gap = Math.max(1, Math.floor(covered / places))
  const spots: Spot[] = []
  let next = gap >> 1
  for (let i = 0; i < mask.data.length; i++) {
    const value = mask.data[i] as number
    if (value === 0 || next-- > 0) continue
    next = gap - 1
    const x = (((i % mask.width) + 0.5) * picture.width) / mask.width
    const y = ((Math.floor(i / mask.width) + 0.5) * picture.height) / mask.height
    spots.push({ x, y, cover: value / 255 })
  }
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

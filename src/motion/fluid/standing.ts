import { fitLongSide, type Size } from '../../core/geometry'
import { createPicture, type Picture, type Plane } from '../../core/image'
import { smoothstep } from '../curve'
import { boxMean } from '../filters/box'
import { dilate } from '../filters/extreme'
import { resizePicture, resizePlane } from '../filters/resample'

/** Long side on which the sky's own brightness is found. */
const small = 256
/** Rounds in which what is too dark for the sky is left out of its brightness. */
const rounds = 3

/**
 * What stands before a sky that was painted over it, 0..1: branches, roofs, wires are darker than the sky
 * around them is anywhere, and end sharply. Clouds are brighter, or fade.
 *
 * @param selection where the sky was painted, at the picture's size
 */
export function standing(picture: Picture, selection: Plane): Plane {
  const { width, height } = picture
  const size = fitLongSide(picture, small)
  const luma = lumaOf(resizePicture(picture, size.width, size.height))
  const painted = resizePlane(selection, size.width, size.height)
  const radius = Math.round(0.05 * Math.max(size.width, size.height))
  const weight = { ...painted, data: painted.data.slice() }
  let [mean, spread] = [luma, luma]
  for (let round = 0; round < rounds; round++) {
    const share = boxMean(weight, radius)
    const average = (value: (i: number) => number) => {
      const sums = boxMean({ ...luma, data: luma.data.map((_, i) => (weight.data[i] as number) * value(i)) }, radius)
      return { ...luma, data: sums.data.map((sum, i) => sum / Math.max(1e-3, share.data[i] as number)) }
    }
    mean = average((i) => luma.data[i] as number)
    const now = mean
    spread = average((i) => Math.abs((luma.data[i] as number) - (now.data[i] as number)))
    for (let i = 0; i < weight.data.length; i++) {
      const dark = (now.data[i] as number) - (luma.data[i] as number)
      const kept = dark < Math.max(8, 2 * (spread.data[i] as number))
      weight.data[i] = kept ? (painted.data[i] as number) : 0
    }
  }
  const [level, around] = [resizePlane(mean, width, height), resizePlane(spread, width, height)]
  const fine = lumaOf(picture)
  const apart = (i: number, by: number) => {
    const least = Math.max(12, 3 * (around.data[i] as number))
    return smoothstep(least, least + 12, by)
  }
  const dark = fine.data.map((value, i) => apart(i, (level.data[i] as number) - value))
  // The sunlit side of a branch is not dark, but not like the sky either.
  const near = dilate({ width, height, data: dark }, standingRim(picture))
  const data = dark.map((value, i) => {
    const close = near.data[i] as number
    return close > value
      ? Math.max(value, close * apart(i, 1.5 * Math.abs((level.data[i] as number) - (fine.data[i] as number))))
      : value
  })
  // A border pixel is half sky: it stays as well.
  return dilate({ width, height, data }, Math.max(1, Math.round(0.002 * Math.max(width, height))))
}

/** How far around what stands before the sky nothing is taken for sky, pixels. */
export function standingRim({ width, height }: Size): number {
  return Math.max(2, Math.round(0.006 * Math.max(width, height)))
}

/** The picture with what does not belong to the area replaced by what lies around it. */
export function cleared(
  picture: Picture,
  foreign: Plane,
  carried: (picture: Picture, cover: Plane) => Picture,
): Picture {
  const filled = carried(picture, foreign)
  const out = createPicture(picture.width, picture.height)
  out.data.set(picture.data)
  for (let i = 0; i < foreign.data.length; i++) {
    const share = Math.min(1, 2 * (foreign.data[i] as number))
    if (share === 0) continue
    for (let c = 4 * i; c < 4 * i + 4; c++)
      out.data[c] = (picture.data[c] as number) * (1 - share) + (filled.data[c] as number) * share
  }
  return out
}

function lumaOf({ width, height, data }: Picture): Plane {
  const luma = new Float32Array(width * height)
  for (let i = 0; i < luma.length; i++)
    luma[i] =
      0.299 * (data[4 * i] as number) + 0.587 * (data[4 * i + 1] as number) + 0.114 * (data[4 * i + 2] as number)
  return { width, height, data: luma }
}

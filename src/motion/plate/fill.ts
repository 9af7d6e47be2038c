import { fitLongSide } from '../../core/geometry'
import type { Picture, Plane } from '../../core/image'
import { createPicture } from '../../core/image'
import { resizePicture, resizePlane } from '../filters/resample'
import { carried } from '../matte'
import { type Copies, completePicture } from './complete'
import { seeded } from './random'
import { seamCorrection } from './seam'

/** Long side on which patches are searched, and the most missing pixels there, unless fewer are asked for. */
const workSide = 512
const mostMissing = 26_000

/**
 * The still with everything lifted taken away: what may have been behind, copied from the surroundings
 * patch by patch at the still's own resolution, its seam blended. Where nothing is lifted it is the
 * source exactly. One seed, one plate.
 *
 * @param lifted share of each pixel that is taken away, 0..1, any size
 * @param most missing pixels among which patches are searched: fewer are faster, and see less of what is fine
 */
export function fillPlate(still: Picture, lifted: Plane, seed: number, most = mostMissing): Picture {
  const filling = fillingPlate(still, lifted, seed, most)
  for (;;) {
    const { done, value } = filling.next()
    if (done) return value
  }
}

/** The same, in rounds of some milliseconds each, between which others may run. */
export function* fillingPlate(
  still: Picture,
  lifted: Plane,
  seed: number,
  most = mostMissing,
): Generator<void, Picture> {
  const cover = resizePlane(lifted, still.width, still.height)
  let missing = 0
  for (const value of lifted.data) if (value > 0) missing++
  if (missing === 0) return still
  const share = missing / lifted.data.length
  const size = fitLongSide(still, workSide)
  const shrink = Math.min(1, Math.sqrt(most / (share * size.width * size.height)))
  const { width, height } = fitLongSide(size, Math.max(48, Math.round(shrink * Math.max(size.width, size.height))))
  const small = resizePicture(still, width, height)
  const area = resizePlane(lifted, width, height)
  const hole = Uint8Array.from(area.data, (value) => (value > 0 ? 1 : 0))
  const copies = yield* completePicture(small, hole, seeded(seed))
  if (!copies) return carriedPlate(still, cover)
  const correction = seamCorrection(small, hole, copies)
  return copyOut(still, cover, copies, correction)
}

/** The quick plate: the surroundings carried smoothly over what is lifted. */
export function carriedPlate(still: Picture, cover: Plane): Picture {
  return carried(
    still,
    cover.data.map((value) => (value > 0 ? 0 : 1)),
  )
}

/** Copies the pixels themselves, at the still's own resolution; where neighbouring offsets differ, both are mixed. */
function copyOut(
  still: Picture,
  cover: Plane,
  copies: Copies,
  correction: [Float32Array, Float32Array, Float32Array],
): Picture {
  const out = createPicture(still.width, still.height)
  out.data.set(still.data)
  const [perX, perY] = [still.width / copies.width, still.height / copies.height]
  for (let y = 0; y < still.height; y++) {
    const cy = Math.min(copies.height - 1, Math.max(0, (y + 0.5) / perY - 0.5))
    for (let x = 0; x < still.width; x++) {
      const i = y * still.width + x
      if ((cover.data[i] as number) <= 0) continue
      const cx = Math.min(copies.width - 1, Math.max(0, (x + 0.5) / perX - 0.5))
      const [left, top] = [Math.floor(cx), Math.floor(cy)]
      let [r, g, b, a, sum] = [0, 0, 0, 0, 0]
      for (let k = 0; k < 4; k++) {
        const kx = Math.min(copies.width - 1, left + (k & 1))
        const ky = Math.min(copies.height - 1, top + (k >> 1))
        const part = (k & 1 ? cx - left : 1 - cx + left) * (k >> 1 ? cy - top : 1 - cy + top)
        const cell = ky * copies.width + kx
        const from = copies.from[cell] as number
        if (part <= 0 || from < 0) continue
        const fx = from % copies.width
        const sx = Math.round(x + (fx - kx) * perX)
        const sy = Math.round(y + ((from - fx) / copies.width - ky) * perY)
        if (sx < 0 || sy < 0 || sx >= still.width || sy >= still.height) continue
        const j = sy * still.width + sx
        if ((cover.data[j] as number) > 0) continue
        const weight = part * part
        r += weight * ((still.data[4 * j] as number) + (correction[0][cell] as number))
        g += weight * ((still.data[4 * j + 1] as number) + (correction[1][cell] as number))
        b += weight * ((still.data[4 * j + 2] as number) + (correction[2][cell] as number))
        a += weight * (still.data[4 * j + 3] as number)
        sum += weight
      }
      if (sum === 0) continue
      out.data[4 * i] = r / sum
      out.data[4 * i + 1] = g / sum
      out.data[4 * i + 2] = b / sum
      out.data[4 * i + 3] = a / sum
    }
  }
  return out
}

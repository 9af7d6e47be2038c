import type { Picture } from '../../core/image'
import { boxMean } from '../filters/box'
import { pushPull } from '../filters/pushpull'
import type { Copies } from './complete'

/** Most that a copied pixel's brightness may be shifted. */
const most = 32

/**
 * What has to be added to the copies so that they meet the picture around the hole without a seam: the
 * difference along the border, carried smoothly into the hole (a membrane, as in Poisson cloning,
 * Pérez et al. 2003). One plane a channel.
 */
export function seamCorrection(
  picture: Picture,
  hole: Uint8Array,
  copies: Copies,
): [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>] {
  const { width, height } = copies
  const count = width * height
  const known = new Float32Array(count)
  const planes: [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>] = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ]
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const i = y * width + x
      if (hole[i] === 1) continue
      let met = 0
      for (const step of [-1, 1, -width, width]) {
        const inside = i + step
        const from = copies.from[inside] as number
        if (hole[inside] === 0 || from < 0) continue
        const beside = from - step
        if (beside < 0 || beside >= count || hole[beside] === 1) continue
        for (let c = 0; c < 3; c++) {
          const plane = planes[c] as Float32Array
          const gap = (picture.data[4 * i + c] as number) - (picture.data[4 * beside + c] as number)
          plane[i] = (plane[i] as number) + gap
        }
        met++
      }
      if (met === 0) continue
      known[i] = 1
      for (const plane of planes) plane[i] = (plane[i] as number) / met
    }
  }
  // Along the border texture differs from pixel to pixel; only what neighbours agree on is a seam.
  const near = boxMean({ width, height, data: known }, 3).data
  for (const plane of planes) {
    const mean = boxMean({ width, height, data: plane }, 3).data
    for (let i = 0; i < count; i++) {
      const value = known[i] === 1 ? (mean[i] as number) / (near[i] as number) : 0
      plane[i] = Math.min(most, Math.max(-most, value))
    }
  }
  pushPull(planes, known, width, height)
  return planes
}

import type { Picture, Plane } from '../../core/image'
import { boxMean } from '../filters/box'
import { pushPull } from '../filters/pushpull'

/** How much a step of brightness counts beside a difference of colour, and over how many pixels it is averaged. */
const gain = 5
const around = 4

/**
 * How strong the texture is around each pixel, across and along: mean steps of brightness, from what is known,
 * carried over what is missing. Compared along with the colours it keeps a completed picture from going smooth
 * (Newson et al., Video Inpainting of Complex Scenes, 2014, section 3.2).
 *
 * @param hole 1 where pixels are missing
 */
export function grainOf({ width, height, data }: Picture, hole: Uint8Array): [Plane, Plane] {
  const count = width * height
  const light = new Float32Array(count)
  for (let i = 0; i < count; i++)
    light[i] =
      0.299 * (data[4 * i] as number) + 0.587 * (data[4 * i + 1] as number) + 0.114 * (data[4 * i + 2] as number)
  const [across, along, known] = [new Float32Array(count), new Float32Array(count), new Float32Array(count)]
  for (let y = 0; y + 1 < height; y++)
    for (let x = 0; x + 1 < width; x++) {
      const i = y * width + x
      if (hole[i] === 1 || hole[i + 1] === 1 || hole[i + width] === 1) continue
      known[i] = 1
      across[i] = gain * Math.abs((light[i + 1] as number) - (light[i] as number))
      along[i] = gain * Math.abs((light[i + width] as number) - (light[i] as number))
    }
  const share = boxMean({ width, height, data: known }, around).data
  const planes = [across, along].map((plane) => {
    const mean = boxMean({ width, height, data: plane }, around).data
    for (let i = 0; i < count; i++) mean[i] = (share[i] as number) > 0 ? (mean[i] as number) / (share[i] as number) : 0
    return mean
  })
  pushPull(
    planes,
    Float32Array.from(share, (value) => (value > 0 ? 1 : 0)),
    width,
    height,
  )
  const [x, y] = planes as [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>]
  return [
    { width, height, data: x },
    { width, height, data: y },
  ]
}

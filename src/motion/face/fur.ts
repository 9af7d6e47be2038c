import type { EyePoints } from '../../core/face/points'
import type { RestFace } from '../../core/face/rest'
import type { Size } from '../../core/geometry'
import { createPicture, type Picture } from '../../core/image'
import { resizePicture } from '../filters/resample'
import { fillPlate } from '../plate/fill'

/** How many pixels of an eye fur is searched for: a face is waited for. */
const most = 1200
/** An eye so much smaller or larger than the one fur was laid over has the same fur, brought to its size. */
const [smaller, larger] = [0.25, 1.3] as const

/** Fur that was laid over an eye so many pixels wide. */
interface Laid {
  wide: number
  fur: Picture
}

const known = new WeakMap<RestFace, Map<EyePoints, Laid>>()

/**
 * What grows around an eye, patch by patch, in place of it. Found once for an eye, not at every size at which it is drawn.
 *
 * @param wide the eye's width, pixels
 * @param own red, green and blue of a box around it
 * @param inEye 1 where fur is to be laid, over the box
 */
export function furOver(
  rest: RestFace,
  eye: EyePoints,
  wide: number,
  { width, height }: Size,
  own: readonly Float32Array[],
  inEye: Float32Array<ArrayBuffer>,
): Picture {
  const eyes = known.get(rest) ?? new Map<EyePoints, Laid>()
  known.set(rest, eyes)
  const before = eyes.get(eye)
  if (before && wide > smaller * before.wide && wide < larger * before.wide)
    return resizePicture(before.fur, width, height)
  const around = createPicture(width, height)
  around.data.fill(255)
  own.forEach((plane, c) => {
    plane.forEach((value, i) => {
      around.data[4 * i + c] = value
    })
  })
  const fur = fillPlate(around, { width, height, data: inEye }, 1, most)
  eyes.set(eye, { wide, fur })
  return fur
}

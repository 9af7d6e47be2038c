import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import { createPicture } from '../core/image'
import { carry } from './cpu/carry'
import { putBack } from './cpu/freeze'
import { uncover } from './cpu/uncover'
import { allRest, type Displaced, displaceLayers } from './displace'
import { prepare } from './prepare'
import type { MotionField, Pixels } from './types'

/**
 * A frame: the source, what the filled plate shows where something has moved away, the layers from
 * back to front, and the source again where it is frozen. What does not move is the source's own
 * pixel, bit for bit (of the still at the output's size).
 *
 * @param time seconds of motion
 * @param out written and given back when its size fits
 * @param fill what the network drew of this frame, any size: shown in place of the plate
 */
export function compose(
  field: MotionField,
  pixels: Pixels,
  time: number,
  size: Size,
  out?: Picture,
  fill?: Picture,
): Picture {
  const frame =
    out && out.width === size.width && out.height === size.height ? out : createPicture(size.width, size.height)
  const ready = prepare(field, pixels, size)
  frame.data.set(ready.still.data)
  const moved = displaceLayers(field, time)
  if (allRest(moved)) return frame
  field.layers.forEach((layer, k) => {
    uncover(field, ready, layer, moved[k] as Displaced, frame, fill)
  })
  field.layers.forEach((layer, k) => {
    carry(field, ready, k, layer, moved[k] as Displaced, frame)
  })
  if (ready.freeze) putBack(ready.freeze, ready.still, frame)
  return frame
}

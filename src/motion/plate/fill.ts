import type { Picture, Plane } from '../../core/image'
import { resizePlane } from '../filters/resample'
import { carried } from '../matte'

/** The still with everything lifted (0..1, any size) taken away and filled from around. */
export function fillPlate(still: Picture, lifted: Plane, _seed: number): Picture {
  const cover = resizePlane(lifted, still.width, still.height)
  return carried(
    still,
    cover.data.map((value) => (value > 0 ? 0 : 1)),
  )
}

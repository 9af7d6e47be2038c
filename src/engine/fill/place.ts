import type { Size } from '../../core/geometry'
import type { PackManifest } from '../../media/pack/contract'
import type { Holes } from './holes'
import { type Box, type HoleMoment, nearRegion, widenedBox } from './region'

/** Cells around the holes that are decoded too, so that the decoder sees what lies beside them. */
const decodeMargin = 4

/** Cells: the whole grid, the part of it that has to be computed, and the part of that which is decoded. */
export interface Place {
  whole: Size
  region: Box
  /** Counted from the region's corner. */
  box: Box
}

export function placeOf({ latents }: PackManifest, size: Size, holes: Pick<Holes, 'seen' | 'box'>): Place {
  const { vaeScaleFactor, minSide, local } = latents
  const { width, height } = size
  const whole = { width: width / vaeScaleFactor, height: height / vaeScaleFactor }
  // Only the part with holes where the pack's networks look only near, otherwise all of it.
  const region = local ? nearRegion(holes.seen, whole, Math.ceil(minSide / vaeScaleFactor)) : { x: 0, y: 0, ...whole }
  const box = { ...holes.box, x: holes.box.x - region.x, y: holes.box.y - region.y }
  return { whole, region, box: widenedBox(box, region, decodeMargin) }
}

/** The still itself: every cell reads its own place and nothing is missing. */
export function restingMoment({ width, height }: Size): HoleMoment {
  const backward = new Float32Array(2 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      backward.set([(2 * x + 1) / width - 1, (2 * y + 1) / height - 1], 2 * (y * width + x))
  return { moment: 0, frame: 0, backward, hole: new Float32Array(width * height) }
}

import type { Size } from '../../core/geometry'
import { maskToPlane } from '../../core/mask'
import { resizePlane } from '../filters/resample'
import type { FluidLayer } from './types'

/** A fluid's opacity at the output's size, 0..255, and the rectangle outside of which it is 0. */
export interface Cover {
  size: Size
  data: Uint8Array<ArrayBuffer>
  top: number
  bottom: number
  left: number
  right: number
}

/** Exactly 0 where nothing is selected at that size. */
export function coverOf(layer: FluidLayer, size: Size): Cover {
  const { width, height } = size
  const alpha = resizePlane(layer.alpha, width, height)
  const selection = maskToPlane(layer.hint.selection, width, height)
  const cover: Cover = {
    size: { width, height },
    data: new Uint8Array(width * height),
    top: height,
    bottom: 0,
    left: width,
    right: 0,
  }
  for (let at = 0; at < cover.data.length; at++) {
    if ((selection.data[at] as number) === 0) continue
    const value = Math.round(255 * (alpha.data[at] as number))
    if (value === 0) continue
    cover.data[at] = value
    const [x, y] = [at % width, Math.floor(at / width)]
    cover.top = Math.min(cover.top, y)
    cover.bottom = Math.max(cover.bottom, y + 1)
    cover.left = Math.min(cover.left, x)
    cover.right = Math.max(cover.right, x + 1)
  }
  return cover
}

import { fitLongSide, type Size } from '../core/geometry'
import type { Plane } from '../core/image'
import { smoothstep } from './curve'
import { boxMean } from './filters/box'
import { dilate, erode } from './filters/extreme'
import { resizePlane } from './filters/resample'
import { limitAt } from './limit'
import type { Layer } from './types'

/** Everything that some layer takes away, a little wider than the layers, so that no rim of them stays. */
export function liftedBy(
  layers: readonly Pick<Layer, 'alpha' | 'gives' | 'limit'>[],
  grid: Size,
  freeze: Plane | null,
): Plane {
  const out = { ...grid, data: new Float32Array(grid.width * grid.height) }
  const half = fitLongSide(grid, 256)
  const rim = Math.max(1, Math.round(0.008 * Math.max(half.width, half.height)))
  for (const { alpha, gives, limit } of layers) {
    const small = resizePlane(alpha, half.width, half.height)
    const wide = resizePlane(boxMean(dilate(small, rim), 1), grid.width, grid.height)
    // A pixel narrower, so that at no size anything outside of the area is lifted.
    const area = limit ? erode(limitAt(limit, grid), 1).data : null
    for (let i = 0; i < out.data.length; i++) {
      const value =
        (wide.data[i] as number) * smoothstep(0, 0.1, gives.data[i] as number) * (area ? (area[i] as number) : 1)
      if (value > (out.data[i] as number)) out.data[i] = value
    }
  }
  if (freeze)
    for (let i = 0; i < out.data.length; i++) out.data[i] = (out.data[i] as number) * (1 - (freeze.data[i] as number))
  return out
}

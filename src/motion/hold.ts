import type { Size } from '../core/geometry'
import type { FreezeHint } from '../core/hint'
import type { Plane } from '../core/image'
import { maskToPlane } from '../core/mask'
import { smoothstep } from './curve'
import { softBlur } from './filters/box'

/** All frozen areas as one plane on the grid; null where nothing is frozen. */
export function frozen(freezes: readonly FreezeHint[], grid: Size): Plane | null {
  if (freezes.length === 0) return null
  const planes = freezes.map((hint) => maskToPlane(hint.mask, grid.width, grid.height))
  const data = new Float32Array(grid.width * grid.height)
  for (const plane of planes)
    for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i] as number, plane.data[i] as number)
  return data.some((value) => value > 0) ? { ...grid, data } : null
}

/** A thing that runs into an area that holds is held there: it stretches towards it instead of sliding under it. */
export function heldBy(weight: Plane, alpha: Plane, area: Plane): Plane {
  const { width, height } = weight
  const shared = { width, height, data: alpha.data.map((value, i) => value * (area.data[i] as number)) }
  const near = softBlur(shared, 0.012 * Math.max(width, height))
  const data = weight.data.map(
    (value, i) => value * (1 - smoothstep(0.02, 0.5, near.data[i] as number)) * (1 - (area.data[i] as number)),
  )
  return { width, height, data }
}

import type { Size } from '../core/geometry'
import type { Mask, Plane } from '../core/image'
import { maskToPlane } from '../core/mask'
import { smoothstep } from './curve'

/** An area that something keeps to, at any size: exactly 0 outside of it, rising softly from its border inwards. */
export function limitAt(limit: Mask, { width, height }: Size): Plane {
  const plane = maskToPlane(limit, width, height)
  for (let i = 0; i < plane.data.length; i++) plane.data[i] = smoothstep(0.5, 1, plane.data[i] as number)
  return plane
}

/** A plane with only what lies within an area. */
export function within(plane: Plane, limit: Mask | null): Plane {
  if (!limit) return plane
  const area = limitAt(limit, plane).data
  return { ...plane, data: plane.data.map((value, i) => value * (area[i] as number)) }
}

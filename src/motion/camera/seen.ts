import type { Displaced } from '../displace'
import type { LayerMesh } from '../layer-mesh'
import type { MotionField } from '../types'
import type { View } from './view'

const out = { x: 0, y: 0 }

/**
 * Displacement of each point of a mesh as a camera sees it, picture pixels: what moves it, and then the view.
 *
 * @param depths of all points, or of each
 */
export function seenMesh(mesh: LayerMesh, by: Displaced | null, depths: number | Float32Array, view: View): Displaced {
  const { places } = mesh
  const seen = new Float32Array(places.length)
  for (let i = 0; i < places.length; i += 2) {
    const [x, y] = [places[i] as number, places[i + 1] as number]
    const depth = typeof depths === 'number' ? depths : (depths[i >> 1] as number)
    view.see(x + (by ? (by[i] as number) : 0), y + (by ? (by[i + 1] as number) : 0), depth, out)
    seen[i] = out.x - x
    seen[i + 1] = out.y - y
  }
  return seen
}

/** Displacement of the layers that stand apart from the ground as a camera sees them; null for those that go with it. */
export function apartFrom(field: MotionField, moved: readonly Displaced[], view: View | null): (Displaced | null)[] {
  return field.layers.map((layer, k) => {
    const depth = field.rig?.stands[k] ?? null
    return view && depth !== null ? seenMesh(layer.mesh, moved[k] as Displaced, depth, view) : null
  })
}

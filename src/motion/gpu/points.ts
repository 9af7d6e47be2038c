import type { Size } from '../../core/geometry'
import { restWidth } from '../drawmesh'
import type { LayerMesh } from '../layer-mesh'
import type { Layer, MotionField } from '../types'

/** Numbers a point of a mesh takes: at rest x, y; displaced x, y; on the layer's texture x, y; way. */
export const stride = 7

/** The points of a displaced layer as the device takes them. */
export function pointsOf(
  field: MotionField,
  layer: Layer,
  by: Float32Array,
  size: Size,
  texture: { x: number; y: number },
): Float32Array<ArrayBuffer> {
  return meshPoints(layer.mesh, by, field.picture, size, texture)
}

/** The points of any displaced mesh; `texture` is where the upper left pixel of its texture lies. */
export function meshPoints(
  mesh: LayerMesh,
  by: Float32Array,
  picture: Size,
  size: Size,
  texture: { x: number; y: number },
): Float32Array<ArrayBuffer> {
  const { places } = mesh
  const count = places.length / 2
  const out = new Float32Array(stride * count)
  const [scaleX, scaleY] = [size.width / picture.width, size.height / picture.height]
  for (let i = 0; i < count; i++) {
    const x = (places[2 * i] as number) * scaleX
    const y = (places[2 * i + 1] as number) * scaleY
    const dx = (by[2 * i] as number) * scaleX
    const dy = (by[2 * i + 1] as number) * scaleY
    const at = stride * i
    out[at] = x
    out[at + 1] = y
    out[at + 2] = x + dx
    out[at + 3] = y + dy
    out[at + 4] = x - texture.x
    out[at + 5] = y - texture.y
    out[at + 6] = Math.min(1, Math.sqrt(dx * dx + dy * dy) / restWidth)
  }
  return out
}

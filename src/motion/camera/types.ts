import type { CameraHint } from '../../core/hint'
import type { Plane } from '../../core/image'
import type { LayerMesh } from '../layer-mesh'

/** A zoom over time, joined by straight lines. */
export interface Zooms {
  times: Float64Array
  values: Float64Array
}

/** The picture as a lattice that can be seen by a camera: its points and how near each of them is. */
export interface Ground {
  mesh: LayerMesh
  depths: Float32Array<ArrayBuffer>
}

/** All cameras at work over a field, and what they look at. */
export interface Rig {
  hints: CameraHint[]
  controlScale: number
  /** How near everything is, 0 (far) .. 1 (near), on the field's grid; null: all alike. */
  depth: Plane | null
  /** How near each layer stands apart from the ground; null: it goes with the ground. */
  stands: (number | null)[]
  ground: Ground
  /** What keeps the border out of sight; null: the picture is continued past it. */
  zooms: Zooms | null
  /** How far the ground goes on past the border, picture pixels. */
  margin: number
}

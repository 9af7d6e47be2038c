import type { Size } from '../core/geometry'
import type { LayerMesh } from './layer-mesh'
import { type Corner, fillTriangle, type Span } from './raster'

/** Displacement (target pixels) from which on a layer counts as fully carried away; below, it is mixed with the source. */
export const restWidth = 1.5

export interface CellState {
  /** The layer is opaque all over the cell. */
  solid: boolean
  /** No corner of the cell moves: it lies exactly where it lay. */
  still: boolean
}

/**
 * Draws the cells of a displaced mesh onto a target, the more strongly moving in front where the mesh
 * folds over itself. `way` of the spans is how far the layer is carried away, 0 (rests) to 1.
 *
 * @param by displacement of each point, picture pixels
 * @param target its size in pixels stands for the whole picture
 * @param before called before a cell; false leaves it out
 */
export function drawMesh(
  mesh: LayerMesh,
  by: Float32Array,
  picture: Size,
  target: Size,
  before: (state: CellState) => boolean,
  span: Span,
): void {
  const [scaleX, scaleY] = [target.width / picture.width, target.height / picture.height]
  const corners: Corner[] = Array.from({ length: 4 }, () => ({ x: 0, y: 0, u: 0, v: 0, way: 0 }))
  const [a, b, c, d] = corners as [Corner, Corner, Corner, Corner]
  const state: CellState = { solid: false, still: false }
  for (let k = 0; k < mesh.cells.length; k++) {
    const at = mesh.cells[k] as number
    state.still = true
    for (let q = 0; q < 4; q++) {
      const point = at + (q & 1) + (q >> 1) * mesh.columns
      const corner = corners[q] as Corner
      corner.u = (mesh.places[2 * point] as number) * scaleX
      corner.v = (mesh.places[2 * point + 1] as number) * scaleY
      const [dx, dy] = [(by[2 * point] as number) * scaleX, (by[2 * point + 1] as number) * scaleY]
      if (dx !== 0 || dy !== 0) state.still = false
      corner.x = corner.u + dx
      corner.y = corner.v + dy
      corner.way = Math.min(1, Math.sqrt(dx * dx + dy * dy) / restWidth)
    }
    state.solid = mesh.solid[k] === 1
    if (!before(state)) continue
    fillTriangle(a, b, c, target.width, target.height, span)
    fillTriangle(b, d, c, target.width, target.height, span)
  }
}

/**
 * A regular lattice of points over a layer, by which it is moved and drawn. It reaches past the
 * picture where the layer touches its border, so that more of the thing can come in.
 */
export interface LayerMesh {
  columns: number
  rows: number
  /** Places of the points at rest, picture pixels, x and y interleaved, row by row. */
  places: Float32Array<ArrayBuffer>
  /** How much each point gives way to motion, 0..1. */
  weights: Float32Array<ArrayBuffer>
  /** Share of each handle at each point, [tracks + stills, points]. */
  shares: Float32Array<ArrayBuffer>
  /** How much each point takes of each part's motion, [parts, points]. */
  partShares: Float32Array<ArrayBuffer>
  /** Cells that are drawn (index of their upper left point), the more strongly moving last. */
  cells: Uint32Array<ArrayBuffer>
  /** For each of `cells`, 1 where the layer is opaque all over it. */
  solid: Uint8Array<ArrayBuffer>
}

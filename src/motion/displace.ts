import { trackAt } from '../core/hint'
import { addParts } from './parts'
import { type Handles, movingLeastSquares } from './plain/mls'
import type { Layer, MotionField } from './types'

/** Rounds in which handles are pushed until what they hold arrives where it should. */
const rounds = 5

/** Displacement of each point of a layer's mesh, picture pixels, x and y interleaved. */
export type Displaced = Float32Array<ArrayBuffer>

/** What `displaceMesh` says of every layer, in their order. */
export function displaceLayers(field: MotionField, time: number): Displaced[] {
  return field.layers.map((layer) => displaceMesh(field, layer, time))
}

/** Whether nothing moves at all. */
export function allRest(moved: readonly Displaced[]): boolean {
  return !moved.some((by) => by.some((value) => value !== 0))
}

/**
 * Displacement of each point of a layer's mesh at a time, picture pixels, x and y interleaved. What
 * lies under the beginning of a track arrives at the track's place, times the control scale; what
 * the layer's parts do comes on top.
 */
export function displaceMesh(
  field: MotionField,
  layer: Layer,
  time: number,
  out = new Float32Array(layer.mesh.places.length),
): Displaced {
  const { weights } = layer.mesh
  moveByHandles(layer, handlesAt(field, layer, time), out)
  if (layer.region) addParts(layer.mesh, layer.region.parts, time, field.controlScale, out)
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number
    if (weight === 1) continue
    out[2 * i] = (out[2 * i] as number) * weight
    out[2 * i + 1] = (out[2 * i + 1] as number) * weight
  }
  return out
}

/** What tracks and pins do with a layer that gives way everywhere. */
function moveByHandles(layer: Layer, handles: Handles, out: Displaced): void {
  if (handles.by.every((value) => value === 0)) {
    out.fill(0)
    return
  }
  if (handles.count > 1) settle(layer, handles)
  const { mesh } = layer
  const points = mesh.columns * mesh.rows
  for (let i = 0; i < points; i++) {
    if (mesh.weights[i] === 0) continue
    const [x, y] = [mesh.places[2 * i] as number, mesh.places[2 * i + 1] as number]
    movingLeastSquares(handles, mesh.shares, i, points, x, y, out, 2 * i)
  }
}

/** Place on a layer's mesh as the upper left point of its cell and the way into it, 0..1; null: off the mesh. */
export function cellAt(layer: Layer, x: number, y: number): { at: number; fx: number; fy: number } | null {
  const { columns, rows, places } = layer.mesh
  if (columns < 2 || rows < 2) return null
  const [left, top] = [places[0] as number, places[1] as number]
  const stepX = (places[2] as number) - left
  const stepY = (places[2 * columns + 1] as number) - top
  const [cx, cy] = [(x - left) / stepX, (y - top) / stepY]
  if (cx < 0 || cy < 0 || cx > columns - 1 || cy > rows - 1) return null
  const column = Math.min(columns - 2, Math.floor(cx))
  const row = Math.min(rows - 2, Math.floor(cy))
  return { at: row * columns + column, fx: cx - column, fy: cy - row }
}

/** Displacement of a place of a layer (picture pixels), between the points of its displaced mesh. */
export function displacementAt(
  layer: Layer,
  moved: Float32Array,
  x: number,
  y: number,
  out: { x: number; y: number },
): void {
  const cell = cellAt(layer, x, y)
  out.x = 0
  out.y = 0
  if (!cell) return
  const { at, fx, fy } = cell
  const below = at + layer.mesh.columns
  const read = (axis: 0 | 1) => {
    const upper = (moved[2 * at + axis] as number) * (1 - fx) + (moved[2 * at + 2 + axis] as number) * fx
    const lower = (moved[2 * below + axis] as number) * (1 - fx) + (moved[2 * below + 2 + axis] as number) * fx
    return upper + (lower - upper) * fy
  }
  out.x = read(0)
  out.y = read(1)
}

function handlesAt(field: MotionField, layer: Layer, time: number): Handles {
  const count = layer.tracks.length + layer.stills.length
  const from = new Float64Array(2 * count)
  const by = new Float64Array(2 * count)
  layer.tracks.forEach((track, i) => {
    const first = track.knots[0] ?? { x: 0, y: 0 }
    const now = trackAt(track, time)
    from[2 * i] = first.x
    from[2 * i + 1] = first.y
    by[2 * i] = (now.x - first.x) * field.controlScale
    by[2 * i + 1] = (now.y - first.y) * field.controlScale
  })
  layer.stills.forEach((still, k) => {
    const i = layer.tracks.length + k
    from[2 * i] = still.x
    from[2 * i + 1] = still.y
  })
  return { count, from, by, reach: 0.02 * Math.max(field.picture.width, field.picture.height) }
}

/** Pushes the handles until the mesh, which is smooth, carries the places they hold where they want to be. */
function settle(layer: Layer, handles: Handles): void {
  const { mesh } = layer
  const points = mesh.columns * mesh.rows
  const wanted = handles.by.slice()
  const corner = new Float64Array(2)
  for (let round = 0; round < rounds; round++) {
    const off = wanted.slice()
    for (let i = 0; i < handles.count; i++) {
      const cell = cellAt(layer, handles.from[2 * i] as number, handles.from[2 * i + 1] as number)
      if (!cell) continue
      const corners = [cell.at, cell.at + 1, cell.at + mesh.columns, cell.at + mesh.columns + 1] as const
      const parts = [
        (1 - cell.fx) * (1 - cell.fy),
        cell.fx * (1 - cell.fy),
        (1 - cell.fx) * cell.fy,
        cell.fx * cell.fy,
      ] as const
      for (let k = 0; k < 4; k++) {
        const point = corners[k] as number
        const [x, y] = [mesh.places[2 * point] as number, mesh.places[2 * point + 1] as number]
        movingLeastSquares(handles, mesh.shares, point, points, x, y, corner, 0)
        const part = (parts[k] as number) * (mesh.weights[point] as number)
        off[2 * i] = (off[2 * i] as number) - part * (corner[0] as number)
        off[2 * i + 1] = (off[2 * i + 1] as number) - part * (corner[1] as number)
      }
      // A pin in a place that gives no way already holds.
      if (i >= layer.tracks.length && (mesh.weights[cell.at] as number) < 0.05) off.fill(0, 2 * i, 2 * i + 2)
    }
    for (let i = 0; i < off.length; i++) handles.by[i] = (handles.by[i] as number) + (off[i] as number)
  }
}

import type { Size } from '../core/geometry'
import type { Plane } from '../core/image'
import { samplePlane } from './filters/resample'
import type { LayerMesh } from './layer-mesh'

/** Cells along the grid's long side. */
const cellsAlong = 64
/** How far past the picture's border a layer that touches it goes on, as a share of the long side. */
const overhang = 0.1

/** How much of something there is at a place of the picture, both in 0..1. */
export type Share = (u: number, v: number) => number

/** What the lattice of a layer is laid over. */
export interface Laid {
  alpha: Plane
  weight: Plane
  picture: Size
  /** Of each track and pin. */
  handles: Share[]
  /** Of each part. */
  parts: Share[]
  /** Side of a cell, pixels of the grid. */
  cell: number
}

/** Side of the cells of a layer that gives way gently, pixels of the grid. */
export function usualCell(grid: Size): number {
  return Math.max(2, Math.max(grid.width, grid.height) / cellsAlong)
}

/**
 * The lattice of a layer: over its opaque part with a cell around it, and past the picture's border
 * where it touches that. What moves more is drawn later, and of parts the later one.
 */
export function layerMesh({ alpha, weight, picture, handles, parts, cell }: Laid): LayerMesh {
  const box = opaqueBox(alpha)
  const past = Math.ceil((overhang * Math.max(alpha.width, alpha.height)) / cell)
  const [lastColumn, lastRow] = [Math.ceil(alpha.width / cell), Math.ceil(alpha.height / cell)]
  const left = box.left === 0 ? -past : Math.floor(box.left / cell)
  const top = box.top === 0 ? -past : Math.floor(box.top / cell)
  const right = box.right === alpha.width ? lastColumn + past : Math.ceil(box.right / cell)
  const bottom = box.bottom === alpha.height ? lastRow + past : Math.ceil(box.bottom / cell)
  const columns = Math.max(1, right - left + 1)
  const rows = Math.max(1, bottom - top + 1)
  const count = columns * rows
  const mesh: LayerMesh = {
    columns,
    rows,
    places: new Float32Array(2 * count),
    weights: new Float32Array(count),
    shares: new Float32Array(handles.length * count),
    partShares: new Float32Array(parts.length * count),
    cells: new Uint32Array(0),
    solid: new Uint8Array(0),
  }
  const rank = new Float32Array(count)
  const [perX, perY] = [picture.width / alpha.width, picture.height / alpha.height]
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column
      const [gx, gy] = [(left + column) * cell, (top + row) * cell]
      mesh.places[2 * i] = gx * perX
      mesh.places[2 * i + 1] = gy * perY
      mesh.weights[i] = samplePlane(weight, gx, gy)
      handles.forEach((share, k) => {
        mesh.shares[k * count + i] = share(gx / alpha.width, gy / alpha.height)
      })
      let [sum, order] = [0, 0]
      parts.forEach((part, k) => {
        const share = part(gx / alpha.width, gy / alpha.height)
        mesh.partShares[k * count + i] = share
        sum += share
        order += share * k
      })
      rank[i] = parts.length ? sum + order / parts.length : (mesh.weights[i] as number)
    }
  }
  const cells: { at: number; solid: number; rank: number }[] = []
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const range = alphaRange(alpha, (left + column) * cell, (top + row) * cell, cell)
      if (range.high <= 0.002) continue
      const at = row * columns + column
      const corners = [at, at + 1, at + columns, at + columns + 1].map((point) => rank[point] as number)
      cells.push({ at, solid: range.low >= 0.999 ? 1 : 0, rank: Math.max(...corners) })
    }
  }
  cells.sort((a, b) => a.rank - b.rank)
  mesh.cells = Uint32Array.from(cells, (item) => item.at)
  mesh.solid = Uint8Array.from(cells, (item) => item.solid)
  return mesh
}

/** Index of a pixel of a line of `size` that may lie past its ends, mirrored at them. */
export function mirrored(index: number, size: number): number {
  const period = 2 * size
  const wrapped = ((index % period) + period) % period
  return wrapped < size ? wrapped : period - 1 - wrapped
}

/** Index of a pixel of a line of `size` that may lie past its ends: the last one there. */
export function clamped(index: number, size: number): number {
  return Math.min(size - 1, Math.max(0, index))
}

function alphaRange(alpha: Plane, x: number, y: number, cell: number): { low: number; high: number } {
  let [low, high] = [1, 0]
  for (let yy = Math.floor(y) - 2; yy <= Math.ceil(y + cell) + 1; yy++) {
    const row = clamped(yy, alpha.height) * alpha.width
    for (let xx = Math.floor(x) - 2; xx <= Math.ceil(x + cell) + 1; xx++) {
      const value = alpha.data[row + clamped(xx, alpha.width)] as number
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return { low, high }
}

function opaqueBox(alpha: Plane): { left: number; top: number; right: number; bottom: number } {
  const box = { left: alpha.width, top: alpha.height, right: 0, bottom: 0 }
  for (let y = 0; y < alpha.height; y++) {
    for (let x = 0; x < alpha.width; x++) {
      if ((alpha.data[y * alpha.width + x] as number) <= 0.002) continue
      if (x < box.left) box.left = x
      if (x >= box.right) box.right = x + 1
      if (y < box.top) box.top = y
      if (y >= box.bottom) box.bottom = y + 1
    }
  }
  return box.right === 0 ? { left: 1, top: 1, right: 1, bottom: 1 } : box
}

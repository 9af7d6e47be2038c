import type { Size } from '../core/geometry'
import type { Plane } from '../core/image'
import type { Influence } from '../core/influence'
import { sampleGrid, samplePlane } from './filters/resample'
import type { LayerMesh } from './types'

/** Cells along the grid's long side. */
const cellsAlong = 64
/** How far past the picture's border a layer that touches it goes on, as a share of the long side. */
const overhang = 0.1

/**
 * The lattice of a layer: over its opaque part with a cell around it, and past the picture's border
 * where it touches that.
 *
 * @param handles indices of its tracks and pins in the influence
 */
export function layerMesh(
  alpha: Plane,
  weight: Plane,
  picture: Size,
  influence: Influence,
  handles: number[],
): LayerMesh {
  const cell = Math.max(2, Math.max(alpha.width, alpha.height) / cellsAlong)
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
    cells: new Uint32Array(0),
    solid: new Uint8Array(0),
  }
  const [perX, perY] = [picture.width / alpha.width, picture.height / alpha.height]
  const area = influence.width * influence.height
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column
      const [gx, gy] = [(left + column) * cell, (top + row) * cell]
      mesh.places[2 * i] = gx * perX
      mesh.places[2 * i + 1] = gy * perY
      mesh.weights[i] = samplePlane(weight, gx, gy)
      handles.forEach((handle, k) => {
        mesh.shares[k * count + i] = sampleGrid(
          influence.maps,
          handle * area,
          influence.width,
          influence.height,
          (gx / alpha.width) * influence.width,
          (gy / alpha.height) * influence.height,
        )
      })
    }
  }
  const cells: { at: number; solid: number; weight: number }[] = []
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const range = alphaRange(alpha, (left + column) * cell, (top + row) * cell, cell)
      if (range.high <= 0.002) continue
      const at = row * columns + column
      const w = Math.max(
        mesh.weights[at] as number,
        mesh.weights[at + 1] as number,
        mesh.weights[at + columns] as number,
        mesh.weights[at + columns + 1] as number,
      )
      cells.push({ at, solid: range.low >= 0.999 ? 1 : 0, weight: w })
    }
  }
  cells.sort((a, b) => a.weight - b.weight)
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

function alphaRange(alpha: Plane, x: number, y: number, cell: number): { low: number; high: number } {
  let [low, high] = [1, 0]
  for (let yy = Math.floor(y) - 2; yy <= Math.ceil(y + cell) + 1; yy++) {
    const row = mirrored(yy, alpha.height) * alpha.width
    for (let xx = Math.floor(x) - 2; xx <= Math.ceil(x + cell) + 1; xx++) {
      const value = alpha.data[row + (xx >= 0 && xx < alpha.width ? xx : mirrored(xx, alpha.width))] as number
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

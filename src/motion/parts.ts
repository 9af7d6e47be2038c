import type { Plane } from '../core/image'
import type { Part } from '../core/part'
import { poseAt } from '../core/part'
import { mix } from './curve'
import { nearestMarked } from './filters/nearest'
import { resizePlane, samplePlane } from './filters/resample'
import type { LayerMesh } from './layer-mesh'
import { type Share, usualCell } from './mesh'

/** Smallest cell, pixels of the grid, and how many cells a change of weight from 0 to 1 is spread over at least. */
const smallestCell = 2
const cellsPerChange = 2.5
/** Most cells over the whole grid. */
const mostCells = 9_000

/** The weights of parts as they are inside of a thing, carried on past its border to what moves along with it. */
export interface Weights {
  /** Of each part, at any place. */
  shares: Share[]
  /** What all of them make together, on the grid of the thing. */
  sum: Plane
  /** Side of cells that are small enough for the steepest change, pixels of the grid. */
  cell: number
}

export function partWeights(parts: readonly Part[], alpha: Plane): Weights {
  const { width, height } = alpha
  const sum = { width, height, data: new Float32Array(width * height) }
  const first = parts[0]?.weight
  if (!first) return { shares: [], sum, cell: usualCell(alpha) }
  const inside = Uint8Array.from(alpha.data, (value) => (value > 0.5 ? 1 : 0))
  const from = nearestMarked(inside, width, height)
  const read = (weight: Plane, i: number) => {
    const index = from[i] as number
    const at = index < 0 ? i : index
    const column = at % width
    const [u, v] = [(column + 0.5) / width, ((at - column) / width + 0.5) / height]
    return samplePlane(weight, u * weight.width, v * weight.height)
  }
  const shares = parts.map(
    ({ weight }): Share =>
      (u, v) => {
        const x = Math.min(width - 1, Math.max(0, u * width - 0.5))
        const y = Math.min(height - 1, Math.max(0, v * height - 0.5))
        const [left, top] = [Math.floor(x), Math.floor(y)]
        const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)]
        const corners = [
          top * width + left,
          top * width + right,
          bottom * width + left,
          bottom * width + right,
        ] as const
        if (corners.every((i) => inside[i] === 1)) return samplePlane(weight, u * weight.width, v * weight.height)
        const [a, b, c, d] = corners
        return mix(
          mix(read(weight, a), read(weight, b), x - left),
          mix(read(weight, c), read(weight, d), x - left),
          y - top,
        )
      },
  )
  const total = { width: first.width, height: first.height, data: new Float32Array(first.data.length) }
  for (const { weight } of parts) {
    const { data } = resizePlane(weight, total.width, total.height)
    for (let i = 0; i < data.length; i++) total.data[i] = (total.data[i] as number) + (data[i] as number)
  }
  for (let i = 0; i < sum.data.length; i++) sum.data[i] = read(total, i)
  return { shares, sum, cell: cellFor(parts, alpha) }
}

/** Small enough for the steepest change of any weight within the thing, as far as the cells stay few enough. */
function cellFor(parts: readonly Part[], alpha: Plane): number {
  let steepest = 0
  for (const { weight } of parts) steepest = Math.max(steepest, steepestChange(weight, alpha))
  const least = Math.max(smallestCell, Math.sqrt((alpha.width * alpha.height) / mostCells))
  return Math.min(usualCell(alpha), Math.max(least, 1 / Math.max(1e-6, steepest) / cellsPerChange))
}

/** The change of a weight from one pixel of the thing's grid to the next that all but its steepest fiftieth keep below. */
function steepestChange(weight: Plane, alpha: Plane): number {
  const { width, height, data } = weight
  const changes: number[] = []
  const [perX, perY] = [alpha.width / width, alpha.height / height]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const dx = x + 1 < width ? ((data[i + 1] as number) - (data[i] as number)) / perX : 0
      const dy = y + 1 < height ? ((data[i + width] as number) - (data[i] as number)) / perY : 0
      if (dx === 0 && dy === 0) continue
      if (samplePlane(alpha, (x + 0.5) * perX, (y + 0.5) * perY) > 0.5) changes.push(Math.hypot(dx, dy))
    }
  }
  changes.sort((a, b) => a - b)
  return changes[Math.floor(0.98 * changes.length)] ?? 0
}

/**
 * Adds what the parts do at a time to the displacement of a mesh: each point by each part's motion
 * as much as it takes of it. The control scale makes every turn, stretch and way smaller.
 */
export function addParts(
  mesh: LayerMesh,
  parts: readonly Part[],
  time: number,
  controlScale: number,
  out: Float32Array<ArrayBuffer>,
): void {
  const points = mesh.columns * mesh.rows
  parts.forEach((part, k) => {
    const pose = poseAt(part, time)
    const angle = pose.angle * controlScale
    const [scaleX, scaleY] = [1 + (pose.scaleX - 1) * controlScale, 1 + (pose.scaleY - 1) * controlScale]
    const [moveX, moveY] = [pose.x * controlScale, pose.y * controlScale]
    if (angle === 0 && scaleX === 1 && scaleY === 1 && moveX === 0 && moveY === 0) return
    // As `posed` of core/part, its turn and stretch in one matrix.
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    const [xx, xy, yx, yy] = [scaleX * cos - 1, -scaleY * sin, scaleX * sin, scaleY * cos - 1]
    const { about } = part
    for (let i = 0; i < points; i++) {
      const share = mesh.partShares[k * points + i] as number
      if (share === 0) continue
      const dx = (mesh.places[2 * i] as number) - about.x
      const dy = (mesh.places[2 * i + 1] as number) - about.y
      out[2 * i] = (out[2 * i] as number) + share * (xx * dx + xy * dy + moveX)
      out[2 * i + 1] = (out[2 * i + 1] as number) + share * (yx * dx + yy * dy + moveY)
    }
  })
}

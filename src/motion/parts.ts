import type { Plane } from '../core/image'
import type { Part } from '../core/part'
import { poseAt } from '../core/part'
import { nearestMarked } from './filters/nearest'
import { resizePlane } from './filters/resample'
import { usualCell } from './mesh'
import type { LayerMesh } from './types'

/** Smallest cell, pixels of the grid, and how many cells a change of weight from 0 to 1 is spread over at least. */
const smallestCell = 2
const cellsPerChange = 4
/** Most cells over the whole grid. */
const mostCells = 20_000

/**
 * The weights of parts on the field's grid, as they are inside the thing and carried on past its
 * border, so that what lies along the border moves as what is inside of it does.
 */
export function partWeights(parts: readonly Part[], alpha: Plane): Plane[] {
  const { width, height } = alpha
  if (parts.length === 0) return []
  const inside = Uint8Array.from(alpha.data, (value) => (value > 0.5 ? 1 : 0))
  const from = nearestMarked(inside, width, height)
  return parts.map(({ weight }) => {
    const { data } = resizePlane(weight, width, height)
    return { width, height, data: data.map((value, i) => data[from[i] as number] ?? value) }
  })
}

/** Cells small enough for the steepest change of any weight within the thing, as far as they stay few enough. */
export function cellForParts(weights: readonly Plane[], alpha: Plane): number {
  const { width, height } = alpha
  const usual = usualCell(alpha)
  const steps = new Uint32Array(65)
  let count = 0
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const i = y * width + x
      if ((alpha.data[i] as number) < 0.5) continue
      let steepest = 0
      for (const { data } of weights) {
        const dx = ((data[i + 1] as number) - (data[i - 1] as number)) / 2
        const dy = ((data[i + width] as number) - (data[i - width] as number)) / 2
        steepest = Math.max(steepest, dx * dx + dy * dy)
      }
      const bin = Math.min(64, Math.round(64 * Math.sqrt(steepest)))
      steps[bin] = (steps[bin] as number) + 1
      count++
    }
  }
  // All but the steepest fiftieth: a few odd places do not make the whole lattice fine.
  let [bin, above] = [64, 0]
  while (bin > 0 && above + (steps[bin] as number) < count / 50) {
    above += steps[bin] as number
    bin--
  }
  const change = bin === 0 ? Number.POSITIVE_INFINITY : 64 / bin
  const least = Math.max(smallestCell, Math.sqrt((width * height) / mostCells))
  return Math.min(usual, Math.max(least, change / cellsPerChange))
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

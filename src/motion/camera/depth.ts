import type { CameraHint } from '../../core/hint'
import type { Mask, Picture, Plane } from '../../core/image'
import { maskToPlane } from '../../core/mask'
import { boxMean } from '../filters/box'
import { alongEdges } from '../filters/domain'

/** How near everything is, 0 (far) .. 1 (near): as painted for the first camera that has depth, else guessed. */
export function depthPlane(hints: readonly CameraHint[], still: Picture): Plane {
  const painted = paintedDepth(hints)
  return painted ? softened(maskToPlane(painted, still.width, still.height)) : guessedDepth(still)
}

export function paintedDepth(hints: readonly CameraHint[]): Mask | null {
  return hints.find(({ depth }) => depth !== null)?.depth ?? null
}

/** A ground that comes towards us, more steeply the lower it is; evened out along what is of one colour. */
function guessedDepth(still: Picture): Plane {
  const { width, height } = still
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) data.fill(0.08 + 0.84 * ((y + 0.5) / height) ** 1.3, y * width, (y + 1) * width)
  const even = alongEdges({ width, height, data }, still, 0.06 * Math.max(width, height), 0.5)
  return softened(even)
}

/** Steps of depth tear the ground or squeeze it like rubber: they are made gentle. */
function softened(plane: Plane): Plane {
  const radius = Math.max(1, Math.round(0.012 * Math.max(plane.width, plane.height)))
  return boxMean(boxMean(plane, radius), radius)
}

/** How near a thing stands that is cut out of its ground: as its nearest parts, which it stands on. */
export function depthOfThing(depth: Plane, alpha: Plane): number {
  const bins = new Float64Array(101)
  let total = 0
  for (let i = 0; i < alpha.data.length; i++) {
    const cover = alpha.data[i] as number
    if (cover < 0.5) continue
    const bin = Math.round(100 * Math.min(1, Math.max(0, depth.data[i] as number)))
    bins[bin] = (bins[bin] as number) + cover
    total += cover
  }
  if (total === 0) return 0.5
  let [above, bin] = [0, 100]
  while (bin > 0 && above + (bins[bin] as number) < 0.06 * total) {
    above += bins[bin] as number
    bin--
  }
  return bin / 100
}

import type { Size } from '../core/geometry'
import type { Picture, Plane } from '../core/image'
import { maskToPlane } from '../core/mask'
import { coverAt, selectionMatte } from './cover'
import { heldBy } from './hold'
import type { Lifting } from './lifted'
import { sideColours } from './matte'
import { layerMesh, usualCell } from './mesh'
import type { MovedRegion } from './owners'
import { cellForParts, partWeights } from './parts'

/** Long side on which the border of a given selection is found: thin things count. */
const matteSide = 512

/**
 * The layer of a selected thing: all of it goes with each of its tracks, and each place with its parts.
 *
 * @param depth of the layer, unless the region says its own
 */
export function regionLayer(
  still: Picture,
  picture: Size,
  { hint, tracks, stills }: MovedRegion,
  freeze: Plane | null,
  depth: number,
): Lifting {
  const grid = { width: still.width, height: still.height }
  const count = grid.width * grid.height
  const side = matteSide / Math.max(grid.width, grid.height)
  const member = maskToPlane(hint.selection, Math.round(grid.width * side), Math.round(grid.height * side))
  const matte = selectionMatte(still, member, matteSide, hint.feather / Math.max(picture.width, picture.height))
  const alpha = coverAt(matte, null, still)
  const whole = { ...grid, data: new Float32Array(count).fill(1) }
  const weight = freeze ? heldBy(whole, alpha, freeze) : whole
  const parts = partWeights(hint.parts, alpha)
  return {
    layer: {
      controls: [...new Set([hint.control, ...tracks.map(({ control }) => control)])],
      tracks,
      stills,
      region: hint,
      limit: null,
      alpha,
      matte,
      weight,
      ...sideColours(still, alpha),
      mesh: layerMesh({
        alpha,
        weight,
        picture,
        handles: [...tracks, ...stills].map(() => () => 1),
        parts,
        cell: parts.length ? cellForParts(parts, alpha) : usualCell(grid),
      }),
      depth: hint.depth ?? depth,
    },
    gives: tracks.length ? weight : { ...grid, data: weight.data.map((value, i) => value * sumAt(parts, i)) },
  }
}

function sumAt(planes: readonly Plane[], i: number): number {
  let sum = 0
  for (const plane of planes) sum += plane.data[i] as number
  return sum
}

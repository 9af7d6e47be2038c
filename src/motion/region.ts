import { fitLongSide, type Size } from '../core/geometry'
import type { RegionHint } from '../core/hint'
import type { Picture, Plane } from '../core/image'
import { maskToPlane } from '../core/mask'
import { coverAt, selectionMatte } from './cover'
import { hiddenBy, showing } from './hidden'
import { heldBy } from './hold'
import { sideColours } from './matte'
import { layerMesh } from './mesh'
import type { MovedRegion } from './owners'
import { partWeights } from './parts'
import { sameArea } from './same'
import type { Layer } from './types'

/** Long side on which the border of a given selection is found: thin things count. */
const matteSide = 512

/** A layer of the same cut in an earlier field of the same still, and what was frozen there. */
interface Former {
  layer: Layer
  freeze: Plane | null | undefined
}

/**
 * The layer of a selected thing: all of it goes with each of its tracks, and each place with its parts.
 *
 * @param inFront opacity of the regions in front of it
 * @param depth of the layer, unless the region says its own
 * @param former what of it needs not be made again
 */
export function regionLayer(
  still: Picture,
  picture: Size,
  { hint, tracks, stills }: MovedRegion,
  inFront: readonly Plane[],
  freeze: Plane | null,
  depth: number,
  former: Former | null,
): Layer {
  const { matte, alpha: cut, inside, outside } = former?.layer ?? cutOut(still, picture, hint)
  const whole = former?.layer.hidden?.whole ?? cut
  const hidden = hiddenBy(still, whole, inFront, former?.layer.hidden)
  const asBefore = former?.layer.hidden === hidden ? former : null
  const alpha = asBefore?.layer.alpha ?? (hidden ? showing(whole, hidden) : whole)
  const lattice =
    asBefore && sameLattice(asBefore, hint, tracks.length, stills.length, freeze)
      ? asBefore.layer
      : latticeOf(alpha, picture, hint, tracks.length, stills.length, freeze)
  return {
    controls: [...new Set([hint.control, ...tracks.map(({ control }) => control)])],
    tracks,
    stills,
    region: hint,
    limit: null,
    alpha,
    matte,
    weight: lattice.weight,
    gives: lattice.gives,
    inside,
    outside,
    hidden,
    mesh: lattice.mesh,
    depth: hint.depth ?? depth,
  }
}

/** What depends on the selection alone: the soft border of what it holds, and the colours of both its sides. */
export function cutOut(
  still: Picture,
  picture: Size,
  hint: Pick<RegionHint, 'selection' | 'feather'>,
): Pick<Layer, 'matte' | 'alpha' | 'inside' | 'outside'> {
  const { width, height } = fitLongSide(still, matteSide)
  const member = maskToPlane(hint.selection, width, height)
  const matte = selectionMatte(still, member, matteSide, hint.feather / Math.max(picture.width, picture.height))
  const alpha = coverAt(matte, null, still)
  return { matte, alpha, ...sideColours(still, alpha) }
}

/** How it gives way and is divided into cells. */
function latticeOf(
  alpha: Plane,
  picture: Size,
  hint: RegionHint,
  tracks: number,
  stills: number,
  freeze: Plane | null,
): Pick<Layer, 'weight' | 'gives' | 'mesh'> {
  const whole = { ...alpha, data: new Float32Array(alpha.data.length).fill(1) }
  const weight = freeze ? heldBy(whole, alpha, freeze) : whole
  const { shares, sum, cell } = partWeights(hint.parts, alpha)
  const handles = Array.from({ length: tracks + stills }, () => () => 1)
  const given = weight.data
  return {
    weight,
    gives: tracks ? weight : { ...sum, data: sum.data.map((value, i) => value * (given[i] as number)) },
    mesh: layerMesh({ alpha, weight, picture, handles, parts: shares, cell }),
  }
}

/** Whether two regions are cut out alike. */
export function sameCut(a: RegionHint, b: RegionHint): boolean {
  return a.feather === b.feather && sameArea(a.selection, b.selection)
}

function sameLattice(
  { layer, freeze }: Former,
  hint: RegionHint,
  tracks: number,
  stills: number,
  frozen: Plane | null,
): boolean {
  const parts = layer.region?.parts ?? []
  return (
    layer.tracks.length === tracks &&
    layer.stills.length === stills &&
    parts.length === hint.parts.length &&
    parts.every((part, k) => sameArea(part.weight, hint.parts[k]?.weight)) &&
    sameArea(freeze ?? undefined, frozen ?? undefined)
  )
}

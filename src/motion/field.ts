import { KinoraError } from '../core/errors'
import { fitLongSide, type Size } from '../core/geometry'
import type { FreezeHint, Hint, TrackHint } from '../core/hint'
import type { Picture, Plane } from '../core/image'
import type { Influence } from '../core/influence'
import { maskToPlane } from '../core/mask'
import { smoothstep } from './curve'
import { boxMean, softBlur } from './filters/box'
import { dilate } from './filters/extreme'
import { resizePlane } from './filters/resample'
import { type Group, groupTracks } from './groups'
import { evaluateMatte, sideColours, solveMatte } from './matte'
import { layerMesh } from './mesh'
import { hintPlaces, placedHints, samePlaces } from './places'
import { supportOf } from './support'
import type { Layer, MotionField } from './types'

/**
 * What moves and how, from hints and their influence.
 *
 * @param still the picture at the size of the field's grid
 * @param picture the size whose pixels hints are given in
 * @param influence one map for each of `placedHints(hints, picture)`, any size
 * @param controlScale how far everything moves, 0..1
 * @throws KinoraError `internal` when there are not as many maps as placed hints
 */
export function buildField(
  still: Picture,
  picture: Size,
  hints: readonly Hint[],
  influence: Influence,
  controlScale = 1,
): MotionField {
  const placed = placedHints(hints, picture)
  if (placed.length !== influence.count)
    throw new KinoraError('internal', { message: 'influence', maps: influence.count, hints: placed.length })
  const grid = { width: still.width, height: still.height }
  const freezes = hints.filter((hint): hint is FreezeHint => hint.kind === 'freeze')
  const freeze = frozen(freezes, grid)
  const groups = groupTracks(placed, influence)
  const layers = groups.map((group, order) =>
    buildLayer(still, picture, group, influence, freeze, depthByOrder(order, groups.length)),
  )
  return { grid, picture, controlScale, layers, freeze, freezes, lifted: liftedBy(layers, grid, freeze) }
}

/**
 * The same field with other paths, when nothing but paths has changed: the hints must begin where the
 * field's hints begin (`sameBeginnings`). Costs nothing.
 */
export function updateTracks(
  field: MotionField,
  hints: readonly Hint[],
  controlScale = field.controlScale,
): MotionField {
  const tracks = placedHints(hints, field.picture).filter((hint): hint is TrackHint => hint.kind === 'track')
  const left = [...tracks]
  const layers = field.layers.map((layer) => ({
    ...layer,
    tracks: layer.tracks.map((track) => {
      const place = track.knots[0]
      const index = left.findIndex(
        (other) => other.control === track.control && other.knots[0]?.x === place?.x && other.knots[0]?.y === place?.y,
      )
      return index < 0 ? track : (left.splice(index, 1)[0] as TrackHint)
    }),
  }))
  return { ...field, layers, controlScale }
}

/** Whether two sets of hints differ in their paths at most: same controls, beginnings, pins and frozen areas. */
export function sameBeginnings(a: readonly Hint[], b: readonly Hint[], picture: Size): boolean {
  if (!samePlaces(hintPlaces(a, picture), hintPlaces(b, picture))) return false
  const [before, after] = [placedHints(a, picture), placedHints(b, picture)]
  if (!before.every((hint, i) => hint.control === after[i]?.control)) return false
  const freezes = (hints: readonly Hint[]) => hints.filter((hint): hint is FreezeHint => hint.kind === 'freeze')
  const [frozenBefore, frozenAfter] = [freezes(a), freezes(b)]
  return (
    frozenBefore.length === frozenAfter.length &&
    frozenBefore.every((hint, i) => {
      const other = (frozenAfter[i] as FreezeHint).mask
      const { mask } = hint
      if (mask === other || mask.data === other.data) return true
      if (mask.width !== other.width || mask.height !== other.height) return false
      return mask.data.every((value, k) => value === other.data[k])
    })
  )
}

/** The hindmost layer stands a little before the ground, the front one at the very front. */
function depthByOrder(order: number, count: number): number {
  return 0.5 + (0.5 * (order + 1)) / count
}

function buildLayer(
  still: Picture,
  picture: Size,
  group: Group,
  influence: Influence,
  freeze: Plane | null,
  depth: number,
): Layer {
  const { width, height } = still
  const support = supportOf(group, influence, picture, still)
  const matte = solveMatte(still, support.member)
  const alpha = evaluateMatte(matte, still)
  const weight = resizePlane(support.weight, width, height)
  const held = freeze ? heldBy(weight, alpha, freeze) : weight
  const handles = [...group.tracks, ...group.stills].map(({ index }) => index)
  return {
    controls: [...new Set(group.tracks.map(({ hint }) => hint.control))],
    tracks: group.tracks.map(({ hint }) => hint),
    stills: group.stills.map(({ hint }) => hint),
    alpha,
    matte,
    weight: held,
    ...sideColours(still, alpha),
    mesh: layerMesh(alpha, held, picture, influence, handles),
    depth,
  }
}

/** All frozen areas as one plane on the grid; null where nothing is frozen. */
function frozen(freezes: readonly FreezeHint[], grid: Size): Plane | null {
  if (freezes.length === 0) return null
  const planes = freezes.map((hint) => maskToPlane(hint.mask, grid.width, grid.height))
  const data = new Float32Array(grid.width * grid.height)
  for (const plane of planes)
    for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i] as number, plane.data[i] as number)
  return data.some((value) => value > 0) ? { ...grid, data } : null
}

/** A thing that runs into a frozen area is held there: it stretches towards it instead of sliding under it. */
function heldBy(weight: Plane, alpha: Plane, freeze: Plane): Plane {
  const { width, height } = weight
  const shared = { width, height, data: alpha.data.map((value, i) => value * (freeze.data[i] as number)) }
  const near = softBlur(shared, 0.012 * Math.max(width, height))
  const data = weight.data.map(
    (value, i) => value * (1 - smoothstep(0.02, 0.5, near.data[i] as number)) * (1 - (freeze.data[i] as number)),
  )
  return { width, height, data }
}

/** Everything that some layer takes away, a little wider than the layers, so that no rim of them stays. */
function liftedBy(layers: readonly Layer[], grid: Size, freeze: Plane | null): Plane {
  const out = { ...grid, data: new Float32Array(grid.width * grid.height) }
  const half = fitLongSide(grid, 256)
  const rim = Math.max(1, Math.round(0.008 * Math.max(half.width, half.height)))
  for (const layer of layers) {
    const small = resizePlane(layer.alpha, half.width, half.height)
    const wide = resizePlane(boxMean(dilate(small, rim), 1), grid.width, grid.height)
    for (let i = 0; i < out.data.length; i++) {
      const value = (wide.data[i] as number) * smoothstep(0, 0.1, layer.weight.data[i] as number)
      if (value > (out.data[i] as number)) out.data[i] = value
    }
  }
  if (freeze)
    for (let i = 0; i < out.data.length; i++) out.data[i] = (out.data[i] as number) * (1 - (freeze.data[i] as number))
  return out
}

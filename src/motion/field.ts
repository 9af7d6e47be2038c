import { KinoraError } from '../core/errors'
import type { Size } from '../core/geometry'
import type { FaceHint, FluidHint, FreezeHint, Hint, TrackHint } from '../core/hint'
import type { Picture, Plane } from '../core/image'
import type { Influence } from '../core/influence'
import { rigOf } from './camera/rig'
import { depthsPart } from './camera/view'
import { headsOf } from './face/heads'
import { fluidsOf } from './fluid/fluids'
import { groupTracks } from './groups'
import { frozen } from './hold'
import { liftedBy } from './lifted'
import { ownership } from './owners'
import { placedHints } from './places'
import { regionLayer, sameCut } from './region'
import { thingLayer } from './thing'
import type { Layer, MotionField } from './types'

/**
 * What moves and how, from hints and their influence: the regions that move, and whatever the
 * influence of the tracks outside of them takes along, in the order of hints.
 *
 * @param still the picture at the size of the field's grid
 * @param picture the size whose pixels hints are given in
 * @param influence one map for each of `placedHints(hints, picture)`, any size
 * @param controlScale how far everything moves, 0..1
 * @param former an earlier field of the same still: regions that have stayed the same are taken over
 * @throws KinoraError `internal` when there are not as many maps as placed hints
 */
export function buildField(
  still: Picture,
  picture: Size,
  hints: readonly Hint[],
  influence: Influence,
  controlScale = 1,
  former: MotionField | null = null,
): MotionField {
  const placed = placedHints(hints, picture)
  if (placed.length !== influence.count)
    throw new KinoraError('internal', { message: 'influence', maps: influence.count, hints: placed.length })
  const grid = { width: still.width, height: still.height }
  const freezes = hints.filter((hint): hint is FreezeHint => hint.kind === 'freeze')
  const freeze = frozen(freezes, grid)

  const { regions, limits } = ownership(hints, picture)
  const groups = groupTracks(placed, influence, limits)
  const places = [
    ...regions.map(({ index }) => index),
    ...groups.map(({ tracks }) => Math.max(...tracks.map(({ hint }) => hints.indexOf(hint)))),
  ]
  const sorted = [...places].sort((a, b) => a - b)
  const depthOf = (k: number) => depthByOrder(sorted.indexOf(places[k] as number), places.length)

  // From front to back, because what lies in front hides what is behind.
  const inFront: Plane[] = []
  const ofRegions = regions
    .map((region, k) => ({ region, depth: depthOf(k) }))
    .reverse()
    .map(({ region, depth }) => {
      const known = former?.layers.find((item) => item.region && sameCut(item.region, region.hint))
      const before = known ? { layer: known, freeze: former?.freeze } : null
      const layer = regionLayer(still, picture, region, inFront, freeze, depth, before)
      inFront.push(layer.hidden?.whole ?? layer.alpha)
      return layer
    })
    .reverse()
  const taken = union(inFront)
  const ofGroups = groups.map((group, k) =>
    thingLayer(still, picture, group, influence, freeze, taken, depthOf(regions.length + k)),
  )
  const layers = [...ofRegions, ...ofGroups]
    .map((layer, k) => ({ layer, place: places[k] as number }))
    .sort((a, b) => a.place - b.place)
    .map(({ layer }) => layer)
  // What stands in front of its ground goes another way than that, all of it.
  const lifting = depthsPart(hints)
    ? layers.map((layer) => (layer.region ? { ...layer, gives: layer.weight } : layer))
    : layers
  const faces = facesOf(hints)
  const heads = headsOf(still, picture, faces, union(inFront), freeze, former?.heads)
  const behindHeads = heads.flatMap((head) => (head?.shared ? [head.lifted] : []))
  const lifted = union([liftedBy(lifting, grid, freeze), ...behindHeads]) as Plane
  const rig = rigOf(still, picture, hints, layers, controlScale)
  const behind = (_: FluidHint, index: number) => sorted.filter((place) => place < index).length
  const fluids = fluidsOf(still, picture, hints, controlScale, behind, former?.fluids)
  return { grid, picture, controlScale, layers, fluids, freeze, freezes, lifted, faces, heads, still, rig }
}

/**
 * The same field with other paths and poses, when nothing but those has changed: the hints must begin
 * where the field's hints begin (`sameBeginnings`). Costs nothing but the fluids that flow differently.
 *
 * @param rough those are found in haste: they will change again
 */
export function updateTracks(
  field: MotionField,
  hints: readonly Hint[],
  controlScale = field.controlScale,
  rough = false,
): MotionField {
  const left = placedHints(hints, field.picture).filter((hint): hint is TrackHint => hint.kind === 'track')
  const { regions } = ownership(hints, field.picture)
  const layers = field.layers.map((layer): Layer => {
    // Layers of regions come in the order of their hints.
    const region = layer.region && regions.shift()
    if (region) return { ...layer, region: region.hint, tracks: region.tracks, stills: region.stills }
    return { ...layer, tracks: layer.tracks.map((track) => takeSame(left, track) ?? track) }
  })
  const rig = rigOf(field.still, field.picture, hints, layers, controlScale, field.rig)
  const behind = (hint: FluidHint) => field.fluids.find((fluid) => fluid.hint.control === hint.control)?.behind ?? 0
  const fluids = fluidsOf(field.still, field.picture, hints, controlScale, behind, field.fluids, rough)
  return { ...field, layers, fluids, controlScale, rig, faces: facesOf(hints) }
}

function facesOf(hints: readonly Hint[]): FaceHint[] {
  return hints.filter((hint): hint is FaceHint => hint.kind === 'face')
}

/** Takes the track of the same control and beginning out of a list. */
function takeSame(tracks: TrackHint[], track: TrackHint): TrackHint | undefined {
  const place = track.knots[0]
  const index = tracks.findIndex(
    (other) => other.control === track.control && other.knots[0]?.x === place?.x && other.knots[0]?.y === place?.y,
  )
  return index < 0 ? undefined : tracks.splice(index, 1)[0]
}

/** The hindmost layer stands a little before the ground, the front one at the very front. */
function depthByOrder(order: number, count: number): number {
  return 0.5 + (0.5 * (order + 1)) / count
}

/** The highest of some planes of one size at each place; null: there are none. */
function union(planes: readonly Plane[]): Plane | null {
  const [first, ...rest] = planes
  if (!first) return null
  const data = first.data.slice()
  for (const plane of rest)
    for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i] as number, plane.data[i] as number)
  return { ...first, data }
}

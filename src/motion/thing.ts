import type { Size } from '../core/geometry'
import type { Picture, Plane } from '../core/image'
import type { Influence } from '../core/influence'
import { coverAt } from './cover'
import { resizePlane, sampleGrid } from './filters/resample'
import type { Group } from './groups'
import { heldBy } from './hold'
import { limitAt } from './limit'
import { evaluateMatte, sideColours, solveMatte } from './matte'
import { layerMesh, usualCell } from './mesh'
import { supportOf } from './support'
import type { Layer } from './types'

/**
 * The layer of what moves with a group of free tracks, by their influence.
 *
 * @param taken what belongs to regions, 0..1 on the still's grid; null: nothing
 * @param depth of the layer
 */
export function thingLayer(
  still: Picture,
  picture: Size,
  group: Group,
  influence: Influence,
  freeze: Plane | null,
  taken: Plane | null,
  depth: number,
): Layer {
  const { width, height } = still
  const support = supportOf(group, influence, picture, still)
  const { member } = support
  if (taken) {
    const other = resizePlane(taken, member.width, member.height).data
    for (let i = 0; i < other.length; i++) member.data[i] = (member.data[i] as number) * (1 - (other[i] as number))
  }
  const matte = solveMatte(still, member)
  const limit = group.limit?.selection ?? null
  const whole = evaluateMatte(matte, still)
  const alpha = limit ? coverAt(matte, limit, still) : whole
  let weight = resizePlane(support.weight, width, height)
  // What runs on beyond its limit is held there, as by a frozen area.
  if (limit) weight = heldBy(weight, whole, complement(limitAt(limit, still)))
  if (freeze) weight = heldBy(weight, alpha, freeze)
  const area = influence.width * influence.height
  const handles = [...group.tracks, ...group.stills].map(
    ({ index }) =>
      (u: number, v: number) =>
        sampleGrid(
          influence.maps,
          index * area,
          influence.width,
          influence.height,
          u * influence.width,
          v * influence.height,
        ),
  )
  return {
    controls: [...new Set(group.tracks.map(({ hint }) => hint.control))],
    tracks: group.tracks.map(({ hint }) => hint),
    stills: group.stills.map(({ hint }) => hint),
    region: null,
    limit,
    alpha,
    matte,
    weight,
    gives: weight,
    ...sideColours(still, alpha),
    hidden: null,
    mesh: layerMesh({ alpha, weight, picture, handles, parts: [], cell: usualCell(still) }),
    depth,
  }
}

function complement(plane: Plane): Plane {
  return { ...plane, data: plane.data.map((value) => 1 - value) }
}

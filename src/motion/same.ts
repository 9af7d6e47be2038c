import type { Size } from '../core/geometry'
import type { FaceHint, FreezeHint, Hint, StillHint, TrackHint } from '../core/hint'
import { sameDepths } from './camera/rig'
import { type MovedRegion, ownership } from './owners'
import { placedHints, placeOf } from './places'

/**
 * Whether two sets of hints differ in their paths and poses at most: same controls in the same order,
 * same beginnings, pins, frozen areas, selections and weights of parts.
 */
export function sameBeginnings(a: readonly Hint[], b: readonly Hint[], picture: Size): boolean {
  if (a === b) return true
  const [before, after] = [ownership(a, picture), ownership(b, picture)]
  return (
    sameList(before.regions, after.regions, sameRegion) &&
    sameList(placedHints(a, picture), placedHints(b, picture), samePlace) &&
    sameList(placedTracks(a, picture), placedTracks(b, picture), (one, other) =>
      sameArea(before.limits.get(one)?.selection, after.limits.get(other)?.selection),
    ) &&
    sameList(order(a, before.regions, picture), order(b, after.regions, picture), (one, other) => one === other) &&
    sameList(freezesOf(a), freezesOf(b), (one, other) => sameArea(one.mask, other.mask)) &&
    sameList(facesOf(a), facesOf(b), sameHead) &&
    sameDepths(a, b)
  )
}

function placedTracks(hints: readonly Hint[], picture: Size): TrackHint[] {
  return placedHints(hints, picture).filter((hint): hint is TrackHint => hint.kind === 'track')
}

/** The controls of all that may become a layer, from back to front; a fluid may flow differently and still be in its place. */
function order(hints: readonly Hint[], regions: readonly MovedRegion[], picture: Size): string[] {
  const fluids = hints.filter(({ kind }) => kind === 'fluid')
  const layers = new Set<Hint>([...regions.map(({ hint }) => hint), ...placedHints(hints, picture), ...fluids])
  return hints.filter((hint) => layers.has(hint)).map(({ kind, control }) => `${kind} ${control}`)
}

function freezesOf(hints: readonly Hint[]): FreezeHint[] {
  return hints.filter((hint): hint is FreezeHint => hint.kind === 'freeze')
}

function facesOf(hints: readonly Hint[]): FaceHint[] {
  return hints.filter((hint): hint is FaceHint => hint.kind === 'face')
}

/** Of faces that are not cut out nothing has to be made anew. */
function sameHead(a: FaceHint, b: FaceHint): boolean {
  if (!a.figure && !b.figure) return true
  return (
    sameArea(a.figure ?? undefined, b.figure ?? undefined) && a.landmarks.every((value, i) => value === b.landmarks[i])
  )
}

function sameRegion(a: MovedRegion, b: MovedRegion): boolean {
  return (
    a.hint.feather === b.hint.feather &&
    a.hint.depth === b.hint.depth &&
    sameList(a.tracks, b.tracks, samePlace) &&
    sameList(a.stills, b.stills, samePlace) &&
    sameArea(a.hint.selection, b.hint.selection) &&
    sameList(a.hint.parts, b.hint.parts, (one, other) => sameArea(one.weight, other.weight))
  )
}

function samePlace(a: TrackHint | StillHint, b: TrackHint | StillHint): boolean {
  const [one, other] = [placeOf(a), placeOf(b)]
  return a.kind === b.kind && a.control === b.control && one.x === other.x && one.y === other.y
}

interface Area extends Size {
  data: Uint8Array | Float32Array
}

/** By identity, else by content. */
export function sameArea(a: Area | undefined, b: Area | undefined): boolean {
  if (a === b) return true
  if (!a || !b || a.width !== b.width || a.height !== b.height) return false
  if (a.data === b.data) return true
  for (let i = 0; i < a.data.length; i++) if (a.data[i] !== b.data[i]) return false
  return true
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((item, i) => same(item, b[i] as T))
}

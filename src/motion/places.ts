import type { Size } from '../core/geometry'
import type { Hint, StillHint, TrackHint } from '../core/hint'
import type { HintPlace } from '../core/influence'
import { ownership } from './owners'

/** A hint that has a place in the picture, and so an influence. */
export type PlacedHint = TrackHint | StillHint

/** Where a hint sits in the still (picture pixels). */
export function placeOf(hint: PlacedHint): { x: number; y: number } {
  if (hint.kind === 'still') return { x: hint.x, y: hint.y }
  const first = hint.knots[0]
  return first ? { x: first.x, y: first.y } : { x: Number.NaN, y: Number.NaN }
}

/**
 * The hints that have an influence, in their order: tracks and pins that begin inside the picture and
 * that no region takes. Areas have none, and what begins outside has nothing to take hold of. A track
 * of no length stays in, so that beginning to draw it out changes no influence.
 */
export function placedHints(hints: readonly Hint[], picture: Size): PlacedHint[] {
  return ownership(hints, picture).free.filter((hint) => {
    const { x, y } = placeOf(hint)
    return x >= 0 && y >= 0 && x <= picture.width && y <= picture.height
  })
}

/** The places that the motion graph (or the plain method) is asked about: one for each of `placedHints`. */
export function hintPlaces(hints: readonly Hint[], picture: Size): HintPlace[] {
  return placedHints(hints, picture).map((hint) => {
    const { x, y } = placeOf(hint)
    return { x: x / picture.width, y: y / picture.height, moving: hint.kind === 'track' }
  })
}

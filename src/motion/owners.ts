import type { Size } from '../core/geometry'
import type { Hint, LimitHint, RegionHint, StillHint, TrackHint } from '../core/hint'
import { maskHolds } from '../core/mask'
import { depthsPart } from './camera/view'

/** A region that moves: its parts do, tracks take it along, or a camera sees it go another way than what is behind it. */
export interface MovedRegion {
  hint: RegionHint
  /** Index among all hints. */
  index: number
  tracks: TrackHint[]
  stills: StillHint[]
}

/** Who moves with what, by where tracks and pins begin and what tracks name. */
export interface Ownership {
  /** In their order. */
  regions: MovedRegion[]
  /** The area that a track keeps to. */
  limits: Map<TrackHint, LimitHint>
  /** Tracks and pins that no region takes. */
  free: (TrackHint | StillHint)[]
}

/**
 * A track moves the region it names, else the front one (the later hint) in which it begins; with a
 * limit likewise, whichever of them lies in front. A pin holds the front region of those that move.
 * A region with neither parts nor tracks is left out, unless depths part: it moves nothing. Tracks of no length count.
 */
export function ownership(hints: readonly Hint[], picture: Size): Ownership {
  const areas = hints.flatMap((hint, index) =>
    hint.kind === 'region' || hint.kind === 'limit' ? [{ hint, index }] : [],
  )
  const regions = new Map<RegionHint, MovedRegion>()
  const take = (hint: RegionHint): MovedRegion => {
    const known = regions.get(hint)
    if (known) return known
    const made = { hint, index: hints.indexOf(hint), tracks: [], stills: [] }
    regions.set(hint, made)
    return made
  }
  const apart = depthsPart(hints)
  for (const { hint } of areas) if (hint.kind === 'region' && (apart || hint.parts.length > 0)) take(hint)
  const limits = new Map<TrackHint, LimitHint>()
  const free = new Set<TrackHint | StillHint>()
  for (const hint of hints) {
    if (hint.kind !== 'track') continue
    const start = hint.knots[0]
    if (!start) continue
    const named = hint.region === undefined ? [] : areas.filter((area) => area.hint.control === hint.region)
    const owner = (named.length ? named : areas.filter((area) => maskHolds(area.hint.selection, start, picture))).at(-1)
    if (owner?.hint.kind === 'region') {
      take(owner.hint).tracks.push(hint)
      continue
    }
    free.add(hint)
    if (owner) limits.set(hint, owner.hint as LimitHint)
  }
  for (const hint of hints) {
    if (hint.kind !== 'still') continue
    const owner = areas.filter(
      (area) => area.hint.kind === 'region' && regions.has(area.hint) && maskHolds(area.hint.selection, hint, picture),
    )
    const front = owner.at(-1)?.hint
    if (front?.kind === 'region') take(front).stills.push(hint)
    else free.add(hint)
  }
  return {
    regions: [...regions.values()].sort((a, b) => a.index - b.index),
    limits,
    free: hints.filter((hint): hint is TrackHint | StillHint => free.has(hint as TrackHint | StillHint)),
  }
}

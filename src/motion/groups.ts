import type { LimitHint, StillHint, TrackHint } from '../core/hint'
import type { Influence } from '../core/influence'
import type { PlacedHint } from './places'

/** Tracks (and pins) that hold the same thing; numbers are indices into the placed hints. */
export interface Group {
  tracks: { hint: TrackHint; index: number }[]
  stills: { hint: StillHint; index: number }[]
  /** The area they keep to. */
  limit: LimitHint | null
}

/** Shared part of the smaller of two influences above which they hold one thing. */
const sameThing = 0.05
const holdsIt = 0.08

/**
 * Tracks whose influences overlap, transitively, form one group, if they keep to the same area (or to
 * none); a pin belongs to every group whose influence runs over into its own. In the order of each
 * group's last track: later lies in front.
 */
export function groupTracks(
  hints: readonly PlacedHint[],
  influence: Influence,
  limits: ReadonlyMap<TrackHint, LimitHint>,
): Group[] {
  const tracks = hints.flatMap((hint, index) => (hint.kind === 'track' ? [{ hint, index }] : []))
  const leader = tracks.map((_, i) => i)
  const find = (i: number): number => (leader[i] === i ? i : find(leader[i] as number))
  for (let i = 0; i < tracks.length; i++)
    for (let j = 0; j < i; j++)
      if (
        limits.get(at(tracks, i).hint) === limits.get(at(tracks, j).hint) &&
        overlap(influence, at(tracks, i).index, at(tracks, j).index) > sameThing
      )
        leader[find(j)] = find(i)
  const groups = new Map<number, Group>()
  tracks.forEach((track, i) => {
    const key = find(i)
    const group = groups.get(key) ?? { tracks: [], stills: [], limit: limits.get(track.hint) ?? null }
    group.tracks.push(track)
    groups.set(key, group)
  })
  const sorted = [...groups.values()].sort((a, b) => last(a) - last(b))
  hints.forEach((hint, index) => {
    if (hint.kind !== 'still') return
    for (const group of sorted)
      if (group.tracks.some((track) => overlap(influence, track.index, index) > holdsIt))
        group.stills.push({ hint, index })
  })
  return sorted
}

function overlap(influence: Influence, i: number, j: number): number {
  const count = influence.width * influence.height
  let [shared, a, b] = [0, 0, 0]
  for (let k = 0; k < count; k++) {
    const one = influence.maps[i * count + k] as number
    const other = influence.maps[j * count + k] as number
    shared += Math.min(one, other)
    a += one
    b += other
  }
  return shared / Math.max(1e-6, Math.min(a, b))
}

function last(group: Group): number {
  return group.tracks.reduce((high, track) => Math.max(high, track.index), -1)
}

function at<T>(list: readonly T[], index: number): T {
  return list[index] as T
}

import { type Group, movingGroups } from '../../core/clone/groups'
import { ledBy, strays } from '../../core/clone/lead'
import { chained, inverse, type Similarity } from '../../core/clone/similarity'
import { carried, placeIn, type Tracks } from '../../core/clone/tracks'
import type { Point } from '../../core/geometry'
import type { Mask } from '../../core/image'
import { maskHolds } from '../../core/mask'
import { unpackMotion } from './motion'
import type { CloneMotion, CloneState } from './state'

/** A point of the subject that strays from where the subject goes as a whole. */
export interface Straying {
  from: Point
  /** Of each frame, pixels of the clip. */
  by: Point[]
}

/** A reference from one of its frames on, in pixels of that frame. */
export interface Reference {
  /** Where places of the first frame lie in each frame, as far as only the camera moves. */
  camera: Similarity[]
  /** What moves by itself; null: nothing, or nothing where it was looked for. */
  subject: {
    /** Its points in the first frame. */
    places: Point[]
    /** Middle of them, and their root mean square distance from it. */
    middle: Point
    radius: number
    /** Where it goes as a whole, frame by frame. */
    ways: Similarity[]
    straying: Straying[]
  } | null
  rate: number
  width: number
  height: number
}

/** A point that is further from where its subject goes as a whole, in the subject's radius, is none of it any more. */
const mostStray = 0.45
/** How many points of a subject tell how it bends. */
const bendingPoints = 10

type Wanted = Pick<CloneState, 'start' | 'from'> & { motion: CloneMotion }

/** References that were asked for last: they are asked for again with every other change of a project. */
let recent: { wanted: Wanted; reference: Reference }[] = []
const mostRecent = 6

/** A reference as a control wants it. */
export function referenceOf(wanted: Wanted): Reference {
  const known = recent.find((one) => sameWanted(one.wanted, wanted))
  if (known) return known.reference
  const reference = read(wanted)
  recent = [{ wanted, reference }, ...recent].slice(0, mostRecent)
  return reference
}

/** What moves by itself in a reference, the most moving first, as places in its frame at `start`. */
export function subjectsOf(motion: CloneMotion, start: number): Point[][] {
  const { tracks, first } = begun(motion, start)
  return movingGroups(tracks, first).map(({ members }) => placesOf(tracks, members, first))
}

function read({ motion, start, from }: Wanted): Reference {
  const { tracks, camera, first } = begun(motion, start)
  const { rate, width, height } = motion
  const group = chosen(movingGroups(tracks, first), tracks, first, from)
  return { camera, subject: group && subjectFrom(tracks, group, first), rate, width, height }
}

/** The motion as seen from frame `first` on: places steadied to that frame. */
function begun(motion: CloneMotion, start: number): { tracks: Tracks; camera: Similarity[]; first: number } {
  const { camera, steadied } = unpackMotion(motion)
  const first = Math.min(motion.count - 2, Math.max(0, Math.round(start * motion.rate)))
  const here = camera[first] as Similarity
  const back = inverse(here)
  const points = carried(steadied.points, () => here)
  return { tracks: { ...steadied, points }, camera: camera.slice(first).map((at) => chained(at, back)), first }
}

function chosen(groups: readonly Group[], tracks: Tracks, first: number, from: Mask | undefined): Group | null {
  if (!from) return groups[0] ?? null
  const held = groups.map(({ members }) => {
    const inside = members.filter((index) => {
      const place = placeIn(tracks.points[index] as Tracks['points'][number], first)
      return place && maskHolds(from, place, tracks)
    })
    return { members: inside, weight: inside.length }
  })
  const best = held.toSorted((a, b) => b.weight - a.weight)[0]
  return best && best.members.length >= 3 ? best : null
}

function subjectFrom(tracks: Tracks, { members }: Group, first: number): Reference['subject'] {
  const places = placesOf(tracks, members, first)
  const middle = {
    x: places.reduce((sum, { x }) => sum + x, 0) / places.length,
    y: places.reduce((sum, { y }) => sum + y, 0) / places.length,
  }
  const radius = Math.sqrt(places.reduce((sum, at) => sum + squared(at, middle), 0) / places.length)
  const ways = ledBy(tracks, members, first)
  const all = members.map((member) => evened(strays(tracks, member, ways, first)))
  // What strays far has slid off onto something else.
  const firm = all.flatMap((by, k) => (by.every(({ x, y }) => Math.hypot(x, y) < mostStray * radius) ? [k] : []))
  const straying = spread(
    firm.map((k) => places[k] as Point),
    bendingPoints,
  ).map((i) => {
    const k = firm[i] as number
    return { from: places[k] as Point, by: all[k] as Point[] }
  })
  return { places, middle, radius, ways, straying }
}

function placesOf(tracks: Tracks, members: readonly number[], frame: number): Point[] {
  return members.map((index) => placeIn(tracks.points[index] as Tracks['points'][number], frame) as Point)
}

/** Indices of places that lie far from each other, each the farthest from those before. */
function spread(places: readonly Point[], most: number): number[] {
  if (places.length === 0) return []
  const taken = [0]
  const away = places.map((place) => squared(place, places[0] as Point))
  while (taken.length < Math.min(most, places.length)) {
    const next = away.indexOf(Math.max(...away))
    taken.push(next)
    places.forEach((place, i) => {
      away[i] = Math.min(away[i] as number, squared(place, places[next] as Point))
    })
  }
  return taken
}

/** Each a little as its neighbours: the hand of a tracker trembles. The first is where it is. */
function evened(by: readonly Point[]): Point[] {
  let now = [...by]
  for (let round = 0; round < 3; round++)
    now = now.map((at, i) => {
      const [a, b] = [now[i - 1], now[i + 1]]
      return a && b ? { x: (a.x + 2 * at.x + b.x) / 4, y: (a.y + 2 * at.y + b.y) / 4 } : at
    })
  return now
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === b || !a || !b) return a === b
  return a.length === b.length && a.every((value, i) => value === b[i])
}

function squared(a: Point, b: Point): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2
}

function sameWanted(a: Wanted, b: Wanted): boolean {
  // By content: a project keeps copies.
  return a.start === b.start && sameBytes(a.motion.data, b.motion.data) && sameBytes(a.from?.data, b.from?.data)
}

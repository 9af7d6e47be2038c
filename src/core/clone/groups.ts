import { lastFrame, placeIn, type Tracks } from './tracks'

/** A point counts as moving when it goes further than this share of the long side, and than so many times the usual wandering. */
const least = 0.012
const wandering = 4
/** Points are of one thing when they begin within this share of the long side, and part by no more than this share of their way. */
const near = 0.13
const alike = 0.4
/** A thing is at least so many points. */
const fewest = 4
/** Frames at which two ways are compared, at most. */
const looks = 12
/** Points have to be seen at least this long, seconds, or to the end. */
const lasting = 0.5

/** Points that move together. */
export interface Group {
  /** Indices of points. */
  members: number[]
  /** How much it moves: the sum of its members' farthest ways, pixels. */
  weight: number
}

/**
 * What moves by itself in a steadied clip from a frame on, the most moving first: neighbours whose ways are alike hang
 * together (single linkage).
 */
export function movingGroups(tracks: Tracks, start: number): Group[] {
  const long = Math.max(tracks.width, tracks.height)
  const last = tracks.count - 1
  const enough = Math.min(last, start + Math.max(2, Math.round(lasting * tracks.rate)))
  const there = tracks.points.flatMap((point, index) =>
    placeIn(point, start) && lastFrame(point) >= enough ? [{ index, far: farthest(tracks, index, start) }] : [],
  )
  const usual = median(there.map(({ far }) => far))
  // Where most of what is seen moves, the usual way says nothing of the noise.
  const threshold = Math.max(least * long, Math.min(wandering * usual, 3 * least * long))
  const moving = there.filter(({ far }) => far > threshold)
  const owner = moving.map((_, i) => i)
  const rootOf = (i: number): number => {
    let at = i
    while (owner[at] !== at) at = owner[at] as number
    return at
  }
  for (let i = 0; i < moving.length; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [moving[i] as Moving, moving[j] as Moving]
      if (rootOf(i) !== rootOf(j) && together(tracks, a, b, start, long)) owner[rootOf(i)] = rootOf(j)
    }
  const groups = new Map<number, Group>()
  moving.forEach(({ index, far }, i) => {
    const root = rootOf(i)
    const group = groups.get(root) ?? { members: [], weight: 0 }
    group.members.push(index)
    group.weight += far
    groups.set(root, group)
  })
  return [...groups.values()].filter(({ members }) => members.length >= fewest).sort((a, b) => b.weight - a.weight)
}

/** The frame from which on most is seen to move: where a clip is best begun. */
export function bestStart(tracks: Tracks): number {
  const step = Math.max(1, Math.round(tracks.rate / 4))
  const latest = Math.floor(tracks.count / 2)
  let [best, most] = [0, 0]
  for (let start = 0; start <= latest; start += step) {
    const weight = movingGroups(tracks, start)[0]?.weight ?? 0
    // Later only for a good reason: what came before is lost.
    if (weight > 1.6 * most) [best, most] = [start, weight]
  }
  return best
}

interface Moving {
  index: number
  far: number
}

/** The farthest that a point gets from where it is at a frame. */
function farthest({ points }: Tracks, index: number, start: number): number {
  const point = points[index] as Tracks['points'][number]
  const from = placeIn(point, start)
  let far = 0
  for (let frame = start; from; frame++) {
    const at = placeIn(point, frame)
    if (!at) break
    far = Math.max(far, Math.hypot(at.x - from.x, at.y - from.y))
  }
  return far
}

function together({ points }: Tracks, a: Moving, b: Moving, start: number, long: number): boolean {
  const [one, other] = [points[a.index] as Tracks['points'][number], points[b.index] as Tracks['points'][number]]
  const [fromOne, fromOther] = [placeIn(one, start), placeIn(other, start)]
  if (!fromOne || !fromOther) return false
  if (Math.hypot(fromOne.x - fromOther.x, fromOne.y - fromOther.y) > near * long) return false
  const end = Math.min(lastFrame(one), lastFrame(other))
  let [apart, way, count] = [0, 0, 0]
  for (let look = 1; look <= looks; look++) {
    const frame = start + Math.round(((end - start) * look) / looks)
    const [p, q] = [placeIn(one, frame), placeIn(other, frame)]
    if (!p || !q) continue
    const [px, py] = [p.x - fromOne.x, p.y - fromOne.y]
    const [qx, qy] = [q.x - fromOther.x, q.y - fromOther.y]
    apart += (px - qx) ** 2 + (py - qy) ** 2
    way += Math.max(px * px + py * py, qx * qx + qy * qy)
    count++
  }
  return count > 0 && apart < alike ** 2 * way
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

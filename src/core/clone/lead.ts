import type { Point } from '../geometry'
import { applied, chained, commonSimilarity, type Pair, type Similarity, unmoved } from './similarity'
import { placeIn, type Tracks } from './tracks'

/** How far, in long sides of the clip, a member may lie from where its group goes as a whole. */
const tolerance = 0.02
/** Members that must be seen for a step to be told. */
const fewest = 3

/**
 * How a group goes as a whole: where places of frame `start` are carried in that frame and each later one. Members that
 * are lost on the way hand over to those that are still seen; when too few are, the group keeps its place.
 */
export function ledBy(tracks: Tracks, members: readonly number[], start: number): Similarity[] {
  const long = Math.max(tracks.width, tracks.height)
  const points = members.map((index) => tracks.points[index] as Tracks['points'][number])
  const ways: Similarity[] = [unmoved]
  let anchor = start
  for (let frame = start + 1; frame < tracks.count; frame++) {
    let pairs = pairsBetween(points, anchor, frame)
    // From the beginning as long as half of them are seen: so nothing adds up. Then from where they were last seen together.
    const atAnchor = points.filter((point) => placeIn(point, anchor)).length
    if (pairs.length < Math.max(fewest, atAnchor / 2) && anchor < frame - 1) {
      anchor = frame - 1
      pairs = pairsBetween(points, anchor, frame)
    }
    const before = ways[frame - 1 - start] as Similarity
    const step = pairs.length >= fewest ? commonSimilarity(pairs, tolerance * long) : null
    ways.push(step ? chained(step, ways[anchor - start] as Similarity) : before)
  }
  return ways
}

/** How each member strays from where its group goes as a whole, pixels of frame `start`'s place; nothing after it was lost. */
export function strays(tracks: Tracks, member: number, ways: readonly Similarity[], start: number): Point[] {
  const point = tracks.points[member] as Tracks['points'][number]
  const from = placeIn(point, start) as Point
  let last: Point = { x: 0, y: 0 }
  return ways.map((way, i) => {
    const at = placeIn(point, start + i)
    if (at) {
      const led = applied(way, from)
      last = { x: at.x - led.x, y: at.y - led.y }
    }
    return last
  })
}

function pairsBetween(points: readonly Tracks['points'][number][], from: number, to: number): Pair[] {
  return points.flatMap((point) => {
    const [a, b] = [placeIn(point, from), placeIn(point, to)]
    return a && b ? [{ from: a, to: b, weight: 1 }] : []
  })
}

import { expect, it } from 'vitest'
import { bestStart, movingGroups } from './groups'
import { ledBy } from './lead'
import { separate } from './separate'
import { applied, chained, commonSimilarity, fitSimilarity, inverse, type Similarity, unmoved } from './similarity'
import type { FollowedPoint, Tracks } from './tracks'

const turn = (angle: number, stretch: number, x: number, y: number): Similarity => ({
  a: stretch * Math.cos(angle),
  b: stretch * Math.sin(angle),
  x,
  y,
})

/** Numbers that look like chance, always the same. */
function chance(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

/** Points of a wall that is seen by a camera and of a thing before it, as they are seen: where each lies in each frame. */
function scene(camera: (frame: number) => Similarity, thing: (frame: number) => Similarity, count = 24): Tracks {
  const next = chance(7)
  const [width, height] = [480, 320]
  const seen = (from: { x: number; y: number }, own: (frame: number) => Similarity): FollowedPoint => ({
    first: 0,
    places: Float32Array.from(
      Array.from({ length: count }, (_, frame) => applied(camera(frame), applied(own(frame), from))).flatMap(
        ({ x, y }) => [x + 0.2 * (next() - 0.5), y + 0.2 * (next() - 0.5)],
      ),
    ),
  })
  const wall = Array.from({ length: 120 }, () => seen({ x: next() * width, y: next() * height }, () => unmoved))
  const body = Array.from({ length: 30 }, () => seen({ x: 200 + 60 * next(), y: 120 + 60 * next() }, thing))
  return { width, height, rate: 24, count, points: [...wall, ...body] }
}

const still = () => unmoved
const middle = { x: 230, y: 150 }

it('a similarity is fitted, undone and chained; what most pairs follow is found among others', () => {
  const by = turn(0.4, 1.3, 12, -7)
  const next = chance(3)
  const places = Array.from({ length: 40 }, () => ({ x: 300 * next(), y: 200 * next() }))
  const pairs = places.map((from) => ({ from, to: applied(by, from), weight: 1 }))
  for (const [key, value] of Object.entries(by)) expect(fitSimilarity(pairs)?.[key as 'a']).toBeCloseTo(value, 6)
  const none = chained(inverse(by), by)
  for (const [key, value] of Object.entries(unmoved)) expect(none[key as 'a']).toBeCloseTo(value, 9)
  // Two of five go elsewhere.
  const mixed = pairs.map((pair, i) =>
    i % 5 < 2 ? { ...pair, to: { x: pair.from.x - 40, y: pair.from.y + 9 } } : pair,
  )
  const found = commonSimilarity(mixed, 1) as Similarity
  for (const { from, to } of pairs)
    expect(Math.hypot(applied(found, from).x - to.x, applied(found, from).y - to.y)).toBeLessThan(0.2)
})

it('what the camera does is taken out, and what moves by itself is found', () => {
  const camera = (frame: number) => turn(0.01 * frame, 1 + 0.01 * frame, -3 * frame, 1.5 * frame)
  const thing = (frame: number) => turn(0, 1, 4 * frame, 0)
  const { camera: found, steadied } = separate(scene(camera, thing))
  for (const corner of [
    { x: 0, y: 0 },
    { x: 480, y: 320 },
  ]) {
    const [is, wanted] = [applied(found[23] as Similarity, corner), applied(camera(23), corner)]
    expect(Math.hypot(is.x - wanted.x, is.y - wanted.y)).toBeLessThan(3)
  }
  const [group, ...others] = movingGroups(steadied, 0)
  expect(others).toEqual([])
  expect(group?.members.every((index) => index >= 120)).toBe(true)
  expect(group?.members.length).toBeGreaterThan(25)
  const way = ledBy(steadied, group?.members ?? [], 0).at(-1) as Similarity
  expect(applied(way, middle).x - middle.x).toBeCloseTo(92, -0.5)
})

it('a camera that stands still does not move, however much walks about before it', () => {
  const walls = scene(still, (frame) => turn(0, 1 + 0.02 * frame, -2 * frame, -frame))
  // Three of four points are of who walks.
  const crowd = { ...walls, points: walls.points.filter((_, i) => i >= 120 || i % 12 === 0) }
  for (const step of separate(crowd).camera) expect(step).toEqual(unmoved)
})

it('members that are lost on the way leave the others to tell where the thing goes', () => {
  const tracks = scene(still, (frame) => turn(0.02 * frame, 1, 3 * frame, 0))
  const points = tracks.points.map((point, i) =>
    i >= 120 && i % 3 ? { ...point, places: point.places.slice(0, 20) } : point,
  )
  const members = Array.from({ length: 30 }, (_, i) => 120 + i)
  const way = ledBy({ ...tracks, points }, members, 0).at(-1) as Similarity
  expect(Math.atan2(way.b, way.a)).toBeCloseTo(0.46, 1)
})

it('a clip is begun where most moves', () => {
  const late = scene(still, (frame) => turn(0, 1, frame < 6 ? 0 : 6 * (frame - 6), 0))
  // What moves is seen only from frame 6 on.
  const points = late.points.map((point, i) => (i < 120 ? point : { first: 6, places: point.places.slice(12) }))
  expect(bestStart({ ...late, points })).toBeGreaterThanOrEqual(6)
})

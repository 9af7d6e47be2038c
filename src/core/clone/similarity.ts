import type { Point } from '../geometry'

/** A turn, an even stretch and a shift: (x, y) goes to (a x - b y + x0, b x + a y + y0). */
export interface Similarity {
  a: number
  b: number
  x: number
  y: number
}

export const unmoved: Similarity = { a: 1, b: 0, x: 0, y: 0 }

export function applied({ a, b, x, y }: Similarity, at: Point): Point {
  return { x: a * at.x - b * at.y + x, y: b * at.x + a * at.y + y }
}

/** First `before`, then `after`. */
export function chained(after: Similarity, before: Similarity): Similarity {
  const { x, y } = applied(after, before)
  return { a: after.a * before.a - after.b * before.b, b: after.a * before.b + after.b * before.a, x, y }
}

export function inverse({ a, b, x, y }: Similarity): Similarity {
  const square = a * a + b * b
  const [c, d] = [a / square, -b / square]
  return { a: c, b: d, x: -(c * x - d * y), y: -(d * x + c * y) }
}

/** A pair of places: where something was, and where it is. */
export interface Pair {
  from: Point
  to: Point
  weight: number
}

/** The similarity that carries pairs best, by weighted least squares; null: too few, or all in one place. */
export function fitSimilarity(pairs: readonly Pair[]): Similarity | null {
  let [sum, fx, fy, tx, ty] = [0, 0, 0, 0, 0]
  for (const { from, to, weight } of pairs) {
    sum += weight
    fx += weight * from.x
    fy += weight * from.y
    tx += weight * to.x
    ty += weight * to.y
  }
  if (pairs.length < 2 || sum <= 0) return null
  ;[fx, fy, tx, ty] = [fx / sum, fy / sum, tx / sum, ty / sum]
  let [spread, along, across] = [0, 0, 0]
  for (const { from, to, weight } of pairs) {
    const [dx, dy, ex, ey] = [from.x - fx, from.y - fy, to.x - tx, to.y - ty]
    spread += weight * (dx * dx + dy * dy)
    along += weight * (dx * ex + dy * ey)
    across += weight * (dx * ey - dy * ex)
  }
  if (spread < 1e-9) return null
  const [a, b] = [along / spread, across / spread]
  return { a, b, x: tx - (a * fx - b * fy), y: ty - (b * fx + a * fy) }
}

const tries = 160
const refinements = 5

/**
 * The similarity that most pairs follow, whatever the others do (RANSAC: Fischler and Bolles 1981, with as many tries
 * as find two followers among one in five; then least squares in which each counts the less the further it is off, so that
 * nothing jumps where one more or less follows). The same pairs always give the same.
 * @param tolerance how far a follower may lie from where it should, in the pairs' unit
 */
export function commonSimilarity(pairs: readonly Pair[], tolerance: number): Similarity | null {
  if (pairs.length < 3) return fitSimilarity(pairs)
  const next = numbers(pairs.length)
  let best: Similarity | null = null
  let most = 0
  for (let attempt = 0; attempt < tries; attempt++) {
    const one = pairs[Math.floor(next() * pairs.length)] as Pair
    const other = pairs[Math.floor(next() * pairs.length)] as Pair
    const found = one === other ? null : fitSimilarity([one, other])
    if (!found) continue
    const follow = pairs.reduce((sum, pair) => sum + (missed(found, pair) < tolerance ? pair.weight : 0), 0)
    if (follow > most) [best, most] = [found, follow]
  }
  for (let round = 0; best && round < refinements; round++) {
    const found = best
    best = fitSimilarity(
      pairs.map((pair) => ({ ...pair, weight: pair.weight * credit(missed(found, pair), tolerance) })),
    )
  }
  return best
}

/** As a Cauchy distribution would have it, to the square: those far off hardly count. */
function credit(off: number, tolerance: number): number {
  return 1 / (1 + (off / tolerance) ** 2) ** 2
}

/** How far a pair lies from where a similarity carries it. */
function missed(by: Similarity, { from, to }: Pair): number {
  const { x, y } = applied(by, from)
  return Math.hypot(x - to.x, y - to.y)
}

/** Numbers of 0..1 that look like chance and are always the same (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

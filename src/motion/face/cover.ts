import { skinCount } from '../../core/face/points'
import type { RestFace } from '../../core/face/rest'
import { areaOf, canonicalTriangles, frontOf, signedArea } from './canonical'
import { firm } from './firm'

/** A point that is not seen in the still: what lies before it, as shares of three landmarks. */
export interface Covered {
  point: number
  by: readonly [number, number, number]
  shares: readonly [number, number, number]
}

/** How far behind the skin a landmark has to lie to be hidden by it, in the face's unit: nearer is how unsure its depth is. */
const behind = 0.12

/**
 * What of a head is hidden behind its own face in the still (the far cheek of one that is turned away). The mesh is what is
 * seen, so such a point is brought to the front: it lies as deep as the skin before it, and goes with that.
 *
 * @param places [n, 3], the landmarks of the skin first; depths of covered points are changed
 * @param from the first point that is looked at
 */
export function bringToFront(rest: RestFace, places: Float32Array, from: number): Covered[] {
  const found = hiddenBehind(rest, places, from, behind)
  const hidden = new Set(found.map(({ point }) => point))
  for (const { point, depth } of found) places[3 * point + 2] = depth
  // What lies before it may have corners that are hidden themselves: those say nothing of what is seen.
  return found.flatMap(({ point, by, shares }) => {
    // Lids and lips of a drawing lie where they were found, whatever depth the mean face has there.
    if (firm.has(point)) return []
    const seen = shares.map((share, k) => (hidden.has(by[k] as number) ? 0 : share)) as [number, number, number]
    const sum = seen[0] + seen[1] + seen[2]
    return [{ point, by, shares: sum > 1e-3 ? (seen.map((share) => share / sum) as typeof seen) : shares }]
  })
}

/**
 * Points of a head that its face hides in the still, and how deep the skin before each lies.
 * @param least how far behind that a landmark of the skin has to lie, in the face's unit
 */
export function hiddenBehind(
  rest: RestFace,
  places: Float32Array,
  from: number,
  least: number,
): (Covered & { depth: number })[] {
  const { landmarks } = rest
  const usual = frontOf(landmarks)
  const front: number[] = []
  for (let t = 0; t < canonicalTriangles.length; t += 3) if (usual * areaOf(landmarks, t) > 0) front.push(t)
  const found: (Covered & { depth: number })[] = []
  for (let i = from; i < places.length / 3; i++) {
    const cover = coverOf(landmarks, front, places, i)
    if (cover && (i >= skinCount || cover.depth < (places[3 * i + 2] as number) - least * rest.unit)) found.push(cover)
  }
  return found
}

function corner(t: number): number {
  return canonicalTriangles[t] as number
}

/** The foremost triangle before (or behind) a point that is none of its corners. */
function coverOf(
  landmarks: Float32Array,
  triangles: readonly number[],
  places: Float32Array,
  point: number,
): (Covered & { depth: number }) | null {
  const at = (i: number, axis: number) => landmarks[3 * i + axis] as number
  const [px, py] = [places[3 * point] as number, places[3 * point + 1] as number]
  let best: (Covered & { depth: number }) | null = null
  for (const t of triangles) {
    const by = [corner(t), corner(t + 1), corner(t + 2)] as const
    const [a, b, c] = by
    if (point === a || point === b || point === c) continue
    const whole = signedArea(landmarks, a, b, c)
    const share = (j: number, k: number) =>
      ((at(j, 0) - px) * (at(k, 1) - py) - (at(k, 0) - px) * (at(j, 1) - py)) / whole
    const shares = [share(b, c), share(c, a), share(a, b)] as const
    if (shares[0] < 0 || shares[1] < 0 || shares[2] < 0) continue
    const depth = shares[0] * at(a, 2) + shares[1] * at(b, 2) + shares[2] * at(c, 2)
    if (!best || depth < best.depth) best = { point, by, shares, depth }
  }
  return best
}

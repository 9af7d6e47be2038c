import { signedArea } from './canonical'
import { firm } from './firm'
import type { FaceMesh } from './mesh'

const rounds = 40
/** Part of its area below which a triangle counts as folded. */
const thinnest = 0.14
/** Longest way of a corner at once, in the face's unit: a needle whose area cannot be had would throw it far. */
const longest = 0.03

/**
 * Opens triangles that fold over where the head's turn alone would leave them open: each pushes its corners apart, along the
 * gradient of its area, until it has a part of its area again; lips and lids stay. Constraints solved one after another (Müller et
 * al., Position Based Dynamics, 2007), so what comes out changes as smoothly as what is asked for, and nothing jumps in a clip.
 *
 * @param base the mesh as it lies when the head only turns, [points, 3]: what that hides, and what it leaves hardly seen, may fold
 * @param moved [points, 3], changed
 */
export function untangle({ skin, rest }: FaceMesh, base: Float32Array, moved: Float32Array): void {
  const least = new Float32Array(skin.length / 3)
  let whole = 0
  for (let t = 0; t < skin.length; t += 3) {
    const area = signedArea(base, skin[t] as number, skin[t + 1] as number, skin[t + 2] as number)
    least[t / 3] = thinnest * area
    whole += area
  }
  const front = Math.sign(whole)
  for (let round = 0; round < rounds; round++) {
    let open = true
    for (let t = 0; t < skin.length; t += 3) {
      const wanted = front * (least[t / 3] as number)
      if (wanted > 0 && !opened(moved, skin, t, wanted, front, longest * rest.unit)) open = false
    }
    if (open) return
  }
}

/** Whether a triangle has its least area; if not, its corners are moved until it has. */
function opened(
  moved: Float32Array,
  skin: ArrayLike<number>,
  t: number,
  wanted: number,
  front: number,
  most: number,
): boolean {
  const [a, b, c] = [skin[t] as number, skin[t + 1] as number, skin[t + 2] as number]
  const missing = wanted - front * signedArea(moved, a, b, c)
  if (missing <= 1e-3 * wanted) return true
  const corners = [a, b, c]
  // A corner's gradient is the opposite side, turned by a right angle.
  const ways: number[] = []
  let [sum, steepest] = [0, 0]
  for (let k = 0; k < 3; k++) {
    const [i, j] = [corners[(k + 1) % 3] as number, corners[(k + 2) % 3] as number]
    const free = firm.has(corners[k] as number) ? 0 : 1
    const gx = free * ((moved[3 * i + 1] as number) - (moved[3 * j + 1] as number))
    const gy = free * ((moved[3 * j] as number) - (moved[3 * i] as number))
    ways.push(gx, gy)
    sum += gx * gx + gy * gy
    steepest = Math.max(steepest, Math.hypot(gx, gy))
  }
  if (sum < 1e-6) return true
  const share = front * Math.min(missing / sum, most / steepest)
  for (let k = 0; k < 3; k++)
    for (const axis of [0, 1]) {
      const at = 3 * (corners[k] as number) + axis
      moved[at] = (moved[at] as number) + share * (ways[2 * k + axis] as number)
    }
  return false
}

import { signedArea } from './canonical'
import { firm } from './firm'
import type { FaceMesh } from './mesh'

const rounds = 14
/** Part of its area below which a triangle counts as folded. */
const thinnest = 0.14

/**
 * Where triangles fold over that the head's turn alone would leave open, their points go with their neighbours, until none does.
 *
 * @param base the mesh as it lies when the head only turns, [points, 3]: what that hides, and what it leaves hardly seen, may fold
 * @param moved [points, 3], changed
 */
export function untangle({ skin }: FaceMesh, base: Float32Array, moved: Float32Array): void {
  const pointCount = base.length / 3
  const areas = new Float32Array(skin.length / 3)
  let whole = 0
  for (let t = 0; t < skin.length; t += 3) {
    const area = signedArea(base, skin[t] as number, skin[t + 1] as number, skin[t + 2] as number)
    areas[t / 3] = area
    whole += area
  }
  const sums = new Float32Array(3 * pointCount)
  const bad = new Uint8Array(pointCount)
  for (let round = 0; round < rounds; round++) {
    bad.fill(0)
    let some = false
    for (let t = 0; t < skin.length; t += 3) {
      const area = areas[t / 3] as number
      if (area * whole <= 0) continue
      if (signedArea(moved, skin[t] as number, skin[t + 1] as number, skin[t + 2] as number) / area > thinnest) continue
      some = true
      for (let k = 0; k < 3; k++) bad[skin[t + k] as number] = 1
    }
    if (!some) return
    sums.fill(0)
    for (let t = 0; t < skin.length; t += 3) {
      const corners = [skin[t] as number, skin[t + 1] as number, skin[t + 2] as number]
      for (const i of corners) {
        if (!bad[i] || firm.has(i)) continue
        for (const j of corners) {
          for (const axis of [0, 1])
            sums[3 * i + axis] =
              (sums[3 * i + axis] as number) + (moved[3 * j + axis] as number) - (base[3 * j + axis] as number)
          sums[3 * i + 2] = (sums[3 * i + 2] as number) + 1
        }
      }
    }
    for (let i = 0; i < pointCount; i++) {
      const count = sums[3 * i + 2] as number
      if (count === 0) continue
      for (const axis of [0, 1])
        moved[3 * i + axis] = (base[3 * i + axis] as number) + (sums[3 * i + axis] as number) / count
    }
  }
}

import { eyes, lips } from '../../core/face/points'
import type { FaceMesh } from './mesh'

/** Lips and lids go where they are told; what lies around gives way. */
const firm: ReadonlySet<number> = new Set([
  ...Object.values(lips).flat(),
  ...[eyes.left, eyes.right].flatMap((eye) => [...eye.upper, ...eye.lower]),
])
const rounds = 14
/** Part of its area below which a triangle counts as folded. */
const thinnest = 0.14

/** Where triangles fold over, their points go with their neighbours, until none does. */
export function untangle({ places, skin }: FaceMesh, moved: Float32Array): void {
  const area = (points: Float32Array, t: number) => {
    const [a, b, c] = [3 * (skin[t] as number), 3 * (skin[t + 1] as number), 3 * (skin[t + 2] as number)]
    const at = (i: number) => points[i] as number
    return (at(b) - at(a)) * (at(c + 1) - at(a + 1)) - (at(c) - at(a)) * (at(b + 1) - at(a + 1))
  }
  const pointCount = places.length / 3
  const sums = new Float32Array(3 * pointCount)
  const bad = new Uint8Array(pointCount)
  for (let round = 0; round < rounds; round++) {
    bad.fill(0)
    let some = false
    for (let t = 0; t < skin.length; t += 3) {
      if (area(moved, t) / area(places, t) > thinnest) continue
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
              (sums[3 * i + axis] as number) + (moved[3 * j + axis] as number) - (places[3 * j + axis] as number)
          sums[3 * i + 2] = (sums[3 * i + 2] as number) + 1
        }
      }
    }
    for (let i = 0; i < pointCount; i++) {
      const count = sums[3 * i + 2] as number
      if (count === 0) continue
      for (const axis of [0, 1])
        moved[3 * i + axis] = (places[3 * i + axis] as number) + (sums[3 * i + axis] as number) / count
    }
  }
}

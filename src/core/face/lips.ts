import { coordinate, move } from './coordinates'
import { lips } from './points'
import type { RestFace } from './rest'
import { templateFace } from './template'

const lipPoints: ReadonlySet<number> = new Set(Object.values(lips).flat())

/** How much each landmark's height lets it go with the lips: the nose is bone and gristle, and stays. */
const free = (() => {
  const [base, lip] = [coordinate(templateFace, 2, 1), coordinate(templateFace, 0, 1)]
  return Float32Array.from({ length: 468 }, (_, i) =>
    Math.min(1, Math.max(0, (coordinate(templateFace, i, 1) - base) / (lip - base))),
  )
})()

/**
 * Lets the inner rows of the lips meet midway, as far as `share` says. The lips keep their thickness, and
 * the skin above and below comes along.
 */
export function closeLips({ landmarks, unit }: RestFace, points: Float32Array, share: number): void {
  if (share <= 0) return
  const rows = [
    [lips.upperOuter, lips.upperMiddle, lips.upperNear, lips.upperInner],
    [lips.lowerOuter, lips.lowerMiddle, lips.lowerNear, lips.lowerInner],
  ] as const
  const amount = Math.min(1, share)
  const ways = rows.map((_, side) =>
    lips.upperInner.map((upper, k) => {
      const lower = lips.lowerInner[k] as number
      // The lower lip comes further: it goes with the jaw.
      const part = amount * (side === 0 ? 0.4 : -0.6)
      return [0, 1].map((axis) => part * (coordinate(points, lower, axis) - coordinate(points, upper, axis)))
    }),
  )
  const middle = [13, 14] as const
  for (let i = 0; i < 468; i++) {
    if (lipPoints.has(i)) continue
    const [x, y] = [coordinate(landmarks, i, 0), coordinate(landmarks, i, 1)]
    const below = y > coordinate(landmarks, 13, 1) ? 1 : 0
    const from = middle[below]
    const away = Math.hypot(x - coordinate(landmarks, from, 0), y - coordinate(landmarks, from, 1)) / unit
    const along = (free[i] as number) * Math.exp(-((away / 0.3) ** 2))
    for (const axis of [0, 1]) move(points, i, axis, along * (ways[below]?.[5]?.[axis] as number))
  }
  for (let k = 1; k < 10; k++)
    rows.forEach((lip, side) => {
      for (const row of lip)
        for (const axis of [0, 1]) move(points, row[k] as number, axis, ways[side]?.[k]?.[axis] as number)
    })
}

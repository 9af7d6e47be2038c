import { skinBox, skinGrid } from '../../../core/face/imprint/imprint'
import { eyes, lips, oval, skinCount } from '../../../core/face/points'
import { restFace } from '../../../core/face/rest'
import { templateFace } from '../../../core/face/template'
import { smoothstep } from '../../curve'
import { depthIn, eyeOutline, outlineOf } from '../outline'
import { triangulated } from '../triangles'

/** Where the places of the skin's grid lie on any face, and how much each counts. */
interface SkinPlaces {
  /** Landmarks of which each is made, and their shares, which add up to 1; `count` a place. */
  count: number
  points: Uint16Array
  shares: Float32Array
  /** 0 (eyes, the mouth's inside, past the border) .. 1. */
  weight: Float32Array
}

/** Place of a landmark of the skin on the grid, in its cells. */
export function onSkinGrid(i: number): [number, number] {
  const [left, top, right, bottom] = skinBox
  return [
    (((templateFace[3 * i] as number) - left) / (right - left)) * skinGrid.columns,
    (((templateFace[3 * i + 1] as number) - top) / (bottom - top)) * skinGrid.rows,
  ]
}

/** The triangle of the mean face that each place of the grid lies in. */
export const skinPlaces: SkinPlaces = (() => {
  const { columns, rows } = skinGrid
  const points = new Uint16Array(3 * columns * rows)
  const shares = new Float32Array(3 * columns * rows)
  const weight = new Float32Array(columns * rows)
  const flat = new Float32Array(3 * skinCount)
  for (let i = 0; i < skinCount; i++) flat.set([...onSkinGrid(i), 0], 3 * i)
  const { skin, openings } = triangulated(restFace(templateFace), templateFace.subarray(0, 3 * skinCount))
  for (const triangles of [openings, skin])
    for (let t = 0; t < triangles.length; t += 3) {
      const corners = [0, 1, 2].map((k) => triangles[t + k] as number)
      const [[ax, ay], [bx, by], [cx, cy]] = corners.map(onSkinGrid) as [Place, Place, Place]
      const det = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
      if (Math.abs(det) < 1e-9) continue
      for (let y = Math.max(0, Math.floor(Math.min(ay, by, cy))); y < Math.min(rows, Math.max(ay, by, cy)); y++)
        for (let x = Math.max(0, Math.floor(Math.min(ax, bx, cx))); x < Math.min(columns, Math.max(ax, bx, cx)); x++) {
          const [px, py] = [x + 0.5 - ax, y + 0.5 - ay]
          const b = (px * (cy - ay) - py * (cx - ax)) / det
          const c = (py * (bx - ax) - px * (by - ay)) / det
          if (b < -1e-6 || c < -1e-6 || b + c > 1 + 1e-6) continue
          const at = 3 * (y * columns + x)
          points.set(corners, at)
          shares.set([1 - b - c, b, c], at)
          weight[y * columns + x] = 1
        }
    }
  const outlines = [
    eyeOutline(eyes.left),
    eyeOutline(eyes.right),
    [...lips.upperInner, ...lips.lowerInner.slice(1, -1).toReversed()],
  ]
  const holes = outlines.map((outline) => outlineOf(flat, outline))
  const border = outlineOf(flat, oval)
  for (let i = 0; i < weight.length; i++) {
    const [x, y] = [(i % columns) + 0.5, Math.floor(i / columns) + 0.5]
    const within = smoothstep(0, 3.5, depthIn(border, x, y))
    const away = holes.reduce(
      (least, hole, k) => Math.min(least, smoothstep(0.2, k < 2 ? 2.6 : 1.6, -depthIn(hole, x, y))),
      1,
    )
    weight[i] = (weight[i] as number) * within * away
  }
  return { count: 3, points, shares, weight }
})()

type Place = [number, number]

import type { Size } from '../../../../core/geometry'
import type { Mask } from '../../../../core/image'

// Silhouettes of things, drawn in code: what tests are run on.

export const picture: Size = { width: 400, height: 300 }

type Brush = (x: number, y: number) => boolean

const disc =
  (cx: number, cy: number, rx: number, ry = rx): Brush =>
  (x, y) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1

const box =
  (left: number, top: number, right: number, bottom: number): Brush =>
  (x, y) =>
    x >= left && x <= right && y >= top && y <= bottom

/** A stroke with round ends. */
const bar = (ax: number, ay: number, bx: number, by: number, radius: number): Brush => {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  return (x, y) => {
    const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square))
    return Math.hypot(x - ax - dx * share, y - ay - dy * share) <= radius
  }
}

function drawn(...brushes: Brush[]): Mask {
  const { width, height } = picture
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (brushes.some((brush) => brush(x + 0.5, y + 0.5))) data[y * width + x] = 255
  return { width, height, data }
}

/** Facing us: arms down and away, legs apart, feet at 280. */
export const person = () =>
  drawn(
    disc(200, 55, 22, 26),
    box(191, 75, 209, 95),
    box(170, 92, 230, 180),
    bar(172, 100, 120, 170, 10),
    bar(228, 100, 280, 170, 10),
    bar(182, 175, 165, 270, 13),
    bar(218, 175, 235, 270, 13),
  )

/** Looking right, tail raised at the left, four legs. */
export const dog = () =>
  drawn(
    disc(195, 160, 75, 32),
    bar(255, 140, 290, 105, 18),
    disc(305, 95, 26, 20),
    bar(125, 145, 80, 95, 7),
    bar(140, 175, 135, 245, 9),
    bar(165, 178, 168, 245, 9),
    bar(230, 178, 228, 245, 9),
    bar(255, 172, 260, 245, 9),
  )

/** A stem with leaves and a bloom, foot at 280. */
export const plant = () =>
  drawn(bar(200, 275, 200, 110, 6), disc(200, 90, 36), bar(200, 200, 150, 165, 11), bar(200, 180, 250, 145, 11))

/** Looking right; two wheels of radius 24 with middles at (140, 226) and (265, 226). */
export const car = () => drawn(box(85, 165, 320, 225), box(130, 125, 270, 170), disc(140, 226, 24), disc(265, 226, 24))

/** A cloth whose pole is at the left. */
export const flag = () => drawn(box(100, 60, 108, 280), box(104, 60, 300, 170))

/** Wings spread, head at the right, tail at the left. */
export const bird = () =>
  drawn(
    disc(200, 150, 46, 20),
    disc(252, 138, 15),
    bar(160, 155, 115, 160, 8),
    bar(195, 140, 160, 50, 14),
    bar(200, 160, 172, 250, 14),
  )

/** On a cord from the upper border. */
export const lamp = () => drawn(box(198, 0, 202, 110), disc(200, 150, 50, 45))

/** The same not reaching the border. */
export const bauble = () => drawn(box(198, 40, 202, 110), disc(200, 150, 50, 45))

export const ball = () => drawn(disc(200, 150, 60))

/** Nothing to be told apart: longer than wide. */
export const brick = () => drawn(box(100, 120, 300, 190))

/** Head and shoulders that the lower border cuts off. */
export const bust = () => drawn(disc(200, 150, 40), box(188, 180, 212, 215), box(130, 210, 270, 300))

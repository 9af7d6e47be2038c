import { coordinate, difference, move } from './coordinates'
import { rotate } from './fit'
import { channel } from './names'
import type { EyePoints } from './points'
import type { RestFace } from './rest'

/** How far an iris moves within its eye, picture pixels. */
export function gazeWay(rest: RestFace, eye: EyePoints, values: ArrayLike<number>): [number, number] {
  const width = Math.hypot(...difference(rest.landmarks, eye.upper[0] as number, eye.upper[8] as number))
  const [gx, gy] = [values[channel('gazeX')] as number, values[channel('gazeY')] as number]
  const [x, y] = rotate(rest.fit.rotation, 0.22 * width * gx, 0.13 * width * gy, 0)
  return [x, y]
}

export function irisRadius(rest: RestFace, eye: EyePoints): number {
  const [centre, ...rim] = eye.iris as [number, ...number[]]
  const place = (i: number, axis: number) => rest.landmarks[3 * i + axis] as number
  const sum = rim.reduce(
    (total, i) => total + Math.hypot(place(i, 0) - place(centre, 0), place(i, 1) - place(centre, 1)),
    0,
  )
  return Math.max(0.5, sum / rim.length)
}

/** How much of a lid's way the rows of skin above (below) it go. */
const followAbove = [0.55, 0.16] as const
const followBelow = [0.45, 0.12] as const
/** Where closed lids meet: this far from the lower one, of the opening. */
const meeting = 0.14

/** An eye that is higher than this part of its width is drawn, or an animal's: its lids slide, and what is above them stays. */
export const tallEye = 0.5

/** How high an eye is in the still, of its width. */
export function heightOf(rest: Float32Array, eye: EyePoints): number {
  const [width, height] = [
    Math.hypot(...flat(rest, 0, 8, eye.upper)),
    Math.hypot(...flat(rest, 4, 4, eye.upper, eye.lower)),
  ]
  return height / (width || 1)
}

function flat(rest: Float32Array, a: number, b: number, from: readonly number[], to = from): [number, number] {
  return [0, 1].map((axis) => coordinate(rest, to[b] as number, axis) - coordinate(rest, from[a] as number, axis)) as [
    number,
    number,
  ]
}

/** Moves the lids along the eye's own outline, and the rows of skin around them. */
export function moveLids(
  points: Float32Array,
  rest: Float32Array,
  eye: EyePoints,
  blink: number,
  squint: number,
  wide: number,
): void {
  const closed = Math.min(1, Math.max(0, blink))
  const along = heightOf(rest, eye) > tallEye ? 0 : 1
  // A round eye that was drawn, or an animal's, has no lower lid that a smile could raise: it stays as it is.
  const narrowed = along * Math.min(0.75, Math.max(0, squint))
  for (let k = 0; k < eye.upper.length; k++) {
    const [upper, lower] = [eye.upper[k] as number, eye.lower[k] as number]
    const corner = k === 0 || k === eye.upper.length - 1
    for (const axis of [0, 1]) {
      const gap = coordinate(rest, lower, axis) - coordinate(rest, upper, axis)
      const open = corner ? 0 : gap
      const down =
        open * Math.max(closed * (1 - meeting), 0.12 * narrowed) - 0.22 * open * Math.max(0, wide) * (1 - closed)
      const up = -open * Math.max(closed * meeting, 0.3 * narrowed * (1 - closed))
      move(points, upper, axis, down)
      move(points, lower, axis, up)
      eye.above.forEach((row, r) => {
        move(points, row[k] as number, axis, along * down * (followAbove[r] as number))
      })
      eye.below.forEach((row, r) => {
        move(points, row[k] as number, axis, along * up * (followBelow[r] as number))
      })
    }
  }
}

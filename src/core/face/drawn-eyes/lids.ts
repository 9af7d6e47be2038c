import { coordinate, difference } from '../coordinates'
import { type EyePoints, eyes, landmarkCount } from '../points'
import { colourAt, type EyeEllipse, type Found, onEllipse, type Pixels } from './ellipse'

/** How far lids reach past the ellipse, in the distance of the eyes: it lies on the middle of what borders an eye. */
const past = 0.02
/** An eye that is lower than this part of its width is a person's, whose lids are where they are. */
const tall = 0.55

const sides = [eyes.right, eyes.left] as const

/**
 * A face with lids and iris around those of its eyes that are taller than people's.
 * @param ellipses of the right and the left eye
 */
export function laid(
  landmarks: Float32Array,
  picture: Pixels,
  ellipses: readonly (Found | null)[],
): Float32Array<ArrayBuffer> {
  const out = Float32Array.from(landmarks)
  const [right, left] = sides.map((eye) => eye.iris[0] as number) as [number, number]
  const more = past * Math.hypot(...difference(landmarks, right, left).slice(0, 2))
  sides.forEach((eye, k) => {
    const ellipse = ellipses[k]?.ellipse
    if (!ellipse || ellipse.up < tall * ellipse.across) return
    layLids(out, landmarks, eye, { ...ellipse, across: ellipse.across + more, up: ellipse.up + more })
    layIris(out, eye, ellipse, picture)
  })
  return out
}

/** Puts corners and lids on the ellipse; the rows of skin around them and the brows keep their distance to them. */
function layLids(out: Float32Array, landmarks: Float32Array, eye: EyePoints, ellipse: EyeEllipse): void {
  const [outer, inner] = [eye.upper[0] as number, eye.upper[8] as number]
  const flipped = coordinate(landmarks, outer, 0) > coordinate(landmarks, inner, 0)
  eye.upper.forEach((upper, k) => {
    const lower = eye.lower[k] as number
    // Evenly along the outline, so that lids are round where the eye is.
    const angle = (flipped ? k : 8 - k) * (Math.PI / 8)
    const ends = [upper, lower].map((i, side) => {
      const [x, y] = onEllipse(ellipse, Math.cos(angle), (side ? 1 : -1) * Math.sin(angle))
      const way = [x - coordinate(landmarks, i, 0), y - coordinate(landmarks, i, 1)] as const
      place(out, i, x, y)
      return way
    })
    for (const [rows, way] of [
      [eye.above, ends[0]],
      [eye.below, ends[1]],
    ] as const)
      for (const row of rows) {
        const i = row[k] as number
        place(out, i, coordinate(landmarks, i, 0) + (way?.[0] ?? 0), coordinate(landmarks, i, 1) + (way?.[1] ?? 0))
      }
  })
}

/** An iris as far as it goes to the sides until the white begins, where there is one; else it is all of the eye. */
function layIris(out: Float32Array, eye: EyePoints, ellipse: EyeEllipse, picture: Pixels): void {
  const white = (along: number, down: number) => {
    const [r, g, b] = colourAt(picture, ...onEllipse(ellipse, along, down))
    return Math.min(r, g, b) > 190 && Math.max(r, g, b) - Math.min(r, g, b) < 40
  }
  // Highlights are white too: most of a column has to be.
  const rows = [-0.3, -0.15, 0, 0.15, 0.3]
  const reachOf = (sign: 1 | -1) => {
    let reach = 0.2
    while (reach < 0.85 && rows.filter((down) => white(sign * reach, down)).length < 3) reach += 0.05
    return reach
  }
  const [right, left] = [reachOf(1), reachOf(-1)]
  const [middle, half] = [(right - left) / 2, (right + left) / 2]
  const high = 0.86
  const rim = [
    [0, 0],
    [half, 0],
    [0, -high],
    [-half, 0],
    [0, high],
  ] as const
  eye.iris.forEach((i, k) => {
    const [along, down] = rim[k] ?? [0, 0]
    place(out, i, ...onEllipse(ellipse, middle + along, down))
  })
}

function place(out: Float32Array, i: number, x: number, y: number): void {
  if (i >= landmarkCount) return
  out[3 * i] = x
  out[3 * i + 1] = y
}

import { coordinate } from './coordinates'
import { borderOf, colourAt, type EyeEllipse, eyeEllipse, type Found, type Pixels } from './eye-ellipse'
import { type EyePoints, eyes, landmarkCount } from './points'

/** Where is looked at what is around eyes: cheeks, chin, nose and its bridge, and up the forehead to the hair. */
const aroundPoints = [
  ...[50, 280, 205, 425, 199, 4, 117, 346, 6, 168, 36, 266, 187, 411],
  ...[10, 338, 297, 332, 109, 67, 103, 151, 337, 108, 69, 299, 104, 333, 9],
] as const
/** An eye that is lower than this part of its width is a person's, whose lids are where they are. */
const tall = 0.55

/**
 * A face that was placed by clicks, with its lids around the eyes as they are drawn: the ellipse about each click that
 * parts skin from what is no skin. An eye that is not found so, or is no taller than people's, stays.
 *
 * @param landmarks [478, 3], pixels of the picture
 */
export function withDrawnEyes(landmarks: Float32Array, picture: Pixels): Float32Array<ArrayBuffer> {
  const out = Float32Array.from(landmarks)
  const [right, left] = [eyes.right.iris[0] as number, eyes.left.iris[0] as number]
  const [dx, dy] = [0, 1].map((axis) => coordinate(landmarks, left, axis) - coordinate(landmarks, right, axis)) as [
    number,
    number,
  ]
  const unit = Math.hypot(dx, dy)
  const border = borderOf(
    picture,
    aroundPoints.map((i) => [coordinate(landmarks, i, 0), coordinate(landmarks, i, 1)] as const),
  )
  const search = (eye: EyePoints, like: EyeEllipse | null) => {
    const centre = eye.iris[0] as number
    const [x, y] = [coordinate(landmarks, centre, 0), coordinate(landmarks, centre, 1)]
    return eyeEllipse(border, x, y, unit, Math.atan2(dy, dx), like)
  }
  const both = pair(search(eyes.right, null), search(eyes.left, null), search)
  for (const [eye, found] of [
    [eyes.right, both[0]],
    [eyes.left, both[1]],
  ] as const) {
    if (!found || found.up < tall * found.across) continue
    layLids(out, landmarks, eye, found)
    layIris(out, eye, found, picture)
  }
  return out
}

/** Of two eyes that were found each by itself the better one, and the other as it is found knowing of that. */
function pair(
  right: Found | null,
  left: Found | null,
  search: (eye: EyePoints, like: EyeEllipse) => Found | null,
): (EyeEllipse | null)[] {
  const better = (right?.worth ?? 0) >= (left?.worth ?? 0) ? right : left
  if (!better) return [null, null]
  const other = search(better === right ? eyes.left : eyes.right, better.ellipse)?.ellipse ?? null
  return better === right ? [better.ellipse, other] : [other, better.ellipse]
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

/** A place of an ellipse, -1..1 along its axes. */
function onEllipse({ x, y, across, up, lean }: EyeEllipse, along: number, down: number): [number, number] {
  const [px, py] = [along * across, down * up]
  return [x + px * Math.cos(lean) - py * Math.sin(lean), y + px * Math.sin(lean) + py * Math.cos(lean)]
}

function place(out: Float32Array, i: number, x: number, y: number): void {
  if (i >= landmarkCount) return
  out[3 * i] = x
  out[3 * i + 1] = y
}

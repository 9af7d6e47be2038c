import { coordinate, difference } from './coordinates'
import {
  type Border,
  borderOf,
  colourAt,
  type EyeEllipse,
  eyeEllipse,
  type Found,
  likeness,
  onEllipse,
  type Pixels,
} from './eye-ellipse'
import { drawnWorth } from './is-drawn'
import { type EyePoints, eyes, landmarkCount } from './points'

/** Where is looked at what is around eyes: cheeks, chin, nose and its bridge, and up the forehead to the hair. */
const aroundPoints = [
  ...[50, 280, 205, 425, 199, 4, 117, 346, 6, 168, 36, 266, 187, 411],
  ...[10, 338, 297, 332, 109, 67, 103, 151, 337, 108, 69, 299, 104, 333, 9],
] as const
/** How far lids reach past the ellipse, in the distance of the eyes: it lies on the middle of what borders an eye. */
const past = 0.02
/** An eye that is lower than this part of its width is a person's, whose lids are where they are. */
const tall = 0.55

/**
 * A face that was placed by clicks, with its lids around the eyes as they are drawn: the ellipse about each click that
 * parts skin from what is no skin. An eye that is not found so, or is no taller than people's, stays.
 *
 * @param landmarks [478, 3], pixels of the picture
 */
export function withDrawnEyes(landmarks: Float32Array, picture: Pixels): Float32Array<ArrayBuffer> {
  const { look } = searchIn(landmarks, picture)
  return laid(landmarks, picture, pair(look(eyes.right, null), look(eyes.left, null), look))
}

/**
 * A face that was found, whose lids lie as a person's would: those of a drawing are laid around its tall eyes. Only where both
 * are told beyond doubt, for around the eyes of a small photograph lie sockets that are dark ellipses, too: see `drawnWorth`.
 *
 * @param landmarks [478, 3], pixels of the picture
 */
export function withTallEyes(landmarks: Float32Array, picture: Pixels): Float32Array<ArrayBuffer> {
  const { border, look } = searchIn(landmarks, picture)
  const drawnOnes = (eye: EyePoints) =>
    lower.flatMap((by) => {
      const found = look(eye, null, by)
      const worth = found ? drawnWorth(found, border, landmarks, eye) : 0
      return found && worth > 0 ? [{ ...found, worth }] : []
    })
  const right = drawnOnes(eyes.right)
  const left = right.length > 0 ? drawnOnes(eyes.left) : []
  const pairs = right.flatMap((one) => left.map((other) => [one, other] as const))
  const worthOf = ([one, other]: readonly [Found, Found]) =>
    one.worth * other.worth * likeness(one.ellipse, other.ellipse)
  const best = pairs.toSorted((a, b) => worthOf(b) - worthOf(a))[0]
  return best ? laid(landmarks, picture, best) : Float32Array.from(landmarks)
}

const sides = [eyes.right, eyes.left] as const
/** How much lower than where it is found the middle of a drawn eye may lie, in the distance of the eyes: all of these are tried. */
const lower = [0, 0.15, 0.3] as const

/** What is around eyes, and what looks for one of them in it. */
interface Search {
  border: Border
  /** From its iris, or a part of the distance of the eyes below it; knowing of the other one, where that is given. */
  look(eye: EyePoints, like: EyeEllipse | null, below?: number): Found | null
}

function searchIn(landmarks: Float32Array, picture: Pixels): Search {
  const at = (i: number) => [coordinate(landmarks, i, 0), coordinate(landmarks, i, 1)] as const
  const [right, left] = [at(eyes.right.iris[0] as number), at(eyes.left.iris[0] as number)]
  const [dx, dy] = [left[0] - right[0], left[1] - right[1]]
  const border = borderOf(picture, aroundPoints.map(at))
  return {
    border,
    look(eye, like, below = 0) {
      const [x, y] = at(eye.iris[0] as number)
      return eyeEllipse(border, x - below * dy, y + below * dx, Math.hypot(dx, dy), Math.atan2(dy, dx), like)
    },
  }
}

/** With lids and iris around those eyes that are taller than people's. */
function laid(
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

/** Of two eyes that were found each by itself the better one, and the other as it is found knowing of that. */
function pair(
  right: Found | null,
  left: Found | null,
  search: (eye: EyePoints, like: EyeEllipse) => Found | null,
): (Found | null)[] {
  const better = (right?.worth ?? 0) >= (left?.worth ?? 0) ? right : left
  if (!better) return [null, null]
  const other = search(better === right ? eyes.left : eyes.right, better.ellipse)
  return better === right ? [better, other] : [other, better]
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

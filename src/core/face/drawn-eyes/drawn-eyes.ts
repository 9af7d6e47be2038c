import { coordinate } from '../coordinates'
import { type EyePoints, eyes } from '../points'
import { type Border, borderOf, type EyeEllipse, eyeEllipse, type Found, likeness, type Pixels } from './ellipse'
import { drawnWorth } from './is-drawn'
import { laid } from './lids'

/** Where is looked at what is around eyes: cheeks, chin, nose and its bridge, and up the forehead to the hair. */
const aroundPoints = [
  ...[50, 280, 205, 425, 199, 4, 117, 346, 6, 168, 36, 266, 187, 411],
  ...[10, 338, 297, 332, 109, 67, 103, 151, 337, 108, 69, 299, 104, 333, 9],
] as const
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

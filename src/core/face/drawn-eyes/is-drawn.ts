import { coordinate } from '../coordinates'
import { type EyePoints, eyes } from '../points'
import { type Border, type EyeEllipse, type Found, inEllipse, onEllipse } from './ellipse'

/** What tells a drawn eye from a socket, a pair of glasses or the iris of a photograph; measured, see `docs/faces.md`. */
const drawn = {
  /** How wide it is, of the distance of the corners that were found: as wide, or a little wider. */
  wide: [0.9, 1.6],
  /** How tall it is, of its width, at least. */
  tall: 0.75,
  /** How much taller it is than the lids that were found. */
  taller: 1.5,
  /** How far the middle of those lids may lie below its own, in half its height: in a drawing they are found in its upper half. */
  below: 0.05,
  /** How much of it looks like skin, at most. */
  skin: 0.45,
  worth: 0.34,
} as const
/** The brow's two rows, right and left: a socket reaches up to them, an eye does not. */
const brows = [
  [70, 63, 105, 66, 107, 46, 53, 52, 65, 55],
  [300, 293, 334, 296, 336, 276, 283, 282, 295, 285],
] as const

/**
 * How well an ellipse is an eye as drawings have them, of a face that was found; 0: it is none.
 * @param landmarks [478, 3], pixels
 */
export function drawnWorth({ ellipse, worth }: Found, border: Border, landmarks: Float32Array, eye: EyePoints): number {
  const at = (i: number) => [coordinate(landmarks, i, 0), coordinate(landmarks, i, 1)] as const
  const between = (i: number, j: number) => Math.hypot(at(i)[0] - at(j)[0], at(i)[1] - at(j)[1])
  const [upper, lower] = [eye.upper[4] as number, eye.lower[4] as number]
  const wide = (2 * ellipse.across) / between(eye.upper[0] as number, eye.upper[8] as number)
  const within = (i: number) => {
    const [u, v] = inEllipse(ellipse, ...at(i))
    return u * u + v * v < 1
  }
  const middle = inEllipse(ellipse, (at(upper)[0] + at(lower)[0]) / 2, (at(upper)[1] + at(lower)[1]) / 2)
  const skin = skinWithin(ellipse, border)
  const is =
    worth > drawn.worth &&
    wide > drawn.wide[0] &&
    wide < drawn.wide[1] &&
    ellipse.up > drawn.tall * ellipse.across &&
    2 * ellipse.up > drawn.taller * between(upper, lower) &&
    middle[1] < drawn.below &&
    !brows[eye === eyes.right ? 0 : 1].some(within) &&
    skin < drawn.skin
  return is ? worth * (1 - skin) : 0
}

/** Mean likeness to skin within an ellipse, 0..1. */
function skinWithin(ellipse: EyeEllipse, border: Border): number {
  let [sum, count] = [0, 0]
  for (let v = -0.9; v < 1; v += 0.1)
    for (let u = -0.9; u < 1; u += 0.1)
      if (u * u + v * v < 0.8) {
        sum += border.around(...onEllipse(ellipse, u, v))
        count++
      }
  return sum / count
}

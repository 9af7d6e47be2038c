import { turnIn } from '../../core/face/fit'
import { channel } from '../../core/face/names'
import { partners } from '../../core/face/partners'
import { oval, skinCount } from '../../core/face/points'
import type { RestFace } from '../../core/face/rest'
import { templateFace } from '../../core/face/template'
import type { Picture } from '../../core/image'
import { smoothstep } from '../curve'
import { sample, sampled } from '../sample'
import { hiddenBehind } from './cover'
import { facing } from './imprint/facing'
import type { Scale } from './skin'

/** The half of a face that the still hardly shows, as it is made of the other one. */
export interface HiddenHalf {
  /** How the head lies in the still, degrees. */
  yaw: number
  /** Of each landmark: how much it is shown as its partner on the other half looks, 0..1, [468]. */
  borrowed: Float32Array
  /** How opaque the half is drawn there, 0..1, [468]: not on the half that is seen, nor at the contour. */
  opacity: Float32Array
  /** By what the partner's colour is multiplied there, [468, 3]: the light of this side against that of the other. */
  light: Float32Array
}

const degrees = 180 / Math.PI
/** Degrees that a head is turned away from which on its far half is made: it is as good as seen before. */
const little = 12
/** Degrees up to which a nose shows both of its sides, and from which on it hides its far one. */
const [bothSides, oneSide] = [16, 30] as const
/** How far it has to turn towards us for the made half to show: from, wholly. */
const [begins, wholly] = [1, 9] as const
/** How well a place has to be seen for its light to be known: near the border of what is seen there is background beside it. */
const known = 0.75
/** How far the light of one place tells that of another, in the face's unit. */
const reach = 0.3
/** Depth behind the skin from which on a landmark is hidden, and how near to one in the picture a place is unsure, in the face's unit. */
const [shallow, edge] = [0.03, 0.1] as const
/** How well what is beside a hidden landmark is seen at most. */
const beside = 0.25
const mostLight = Math.log(2.2)

/** @returns null: both halves are seen well enough */
export function hiddenHalf(rest: RestFace, still: Picture, scale: Scale): HiddenHalf | null {
  const yaw = turnIn(rest.fit.rotation).yaw * degrees
  if (Math.abs(yaw) < little) return null
  const nose = 0.18 * (1 - smoothstep(bothSides, oneSide, Math.abs(yaw)))
  const seen = seenOf(rest)
  const side = Math.sign(yaw)
  const contour: ReadonlySet<number> = new Set(oval)
  const borrowed = new Float32Array(skinCount)
  const opacity = new Float32Array(skinCount)
  for (let i = 0; i < skinCount; i++) {
    const across = side * (templateFace[3 * i] as number)
    const lack = (seen[partners[i] as number] as number) - (seen[i] as number)
    borrowed[i] = smoothstep(nose + 0.02, nose + 0.12, across) * smoothstep(0.04, 0.25, lack)
    opacity[i] = contour.has(i) ? 0 : smoothstep(-0.45, -0.25, across)
  }
  return { yaw, borrowed, opacity, light: lightOf(rest, still, scale, seen) }
}

/** How well each landmark is seen in the still, 0..1: turned towards us, not hidden by the nose, nor beside what is. */
function seenOf(rest: RestFace): Float32Array {
  const seen = facing(rest.fit.rotation)
  const { landmarks, unit } = rest
  for (const { point } of hiddenBehind(rest, landmarks.subarray(0, 3 * skinCount), 0, shallow)) seen[point] = 0
  const lost = Array.from(seen.keys()).filter((i) => seen[i] === 0)
  for (let i = 0; i < skinCount; i++) {
    const near = (j: number) =>
      Math.hypot(...[0, 1].map((k) => (landmarks[3 * i + k] as number) - (landmarks[3 * j + k] as number))) <
      edge * unit
    if (lost.some(near)) seen[i] = Math.min(beside, seen[i] as number)
  }
  return seen
}

/** How far a head that lies so in the still has turned towards us, as what that shows of its hidden half, 0..1. */
export function revealed({ yaw }: HiddenHalf, values: ArrayLike<number>): number {
  const now = Math.sign(yaw) * (yaw + (values[channel('yaw')] as number))
  return smoothstep(begins, wholly, Math.abs(yaw) - Math.max(0, now))
}

/**
 * The light of each place against its partner's: known where both are seen, carried on to where they are not (by a Gauss kernel,
 * in logarithms; Nadaraya and Watson 1964).
 */
function lightOf(rest: RestFace, still: Picture, scale: Scale, seen: Float32Array): Float32Array {
  const lit: { i: number; ratio: [number, number, number] }[] = []
  for (let i = 0; i < skinCount; i++) {
    const j = partners[i] as number
    if (j === i || (seen[i] as number) < known || (seen[j] as number) < known) continue
    const [own, other] = [colourNear(rest, still, scale, i), colourNear(rest, still, scale, j)]
    lit.push({
      i,
      ratio: [0, 1, 2].map((c) => Math.log(((own[c] as number) + 8) / ((other[c] as number) + 8))) as typeof own,
    })
  }
  const out = new Float32Array(3 * skinCount).fill(1)
  for (let i = 0; i < skinCount; i++) {
    let weights = 1e-6
    const sum = [0, 0, 0]
    for (const { i: j, ratio } of lit) {
      const square = [0, 1, 2].reduce(
        (total, k) => total + ((templateFace[3 * i + k] as number) - (templateFace[3 * j + k] as number)) ** 2,
        0,
      )
      const weight = Math.exp(-square / (2 * reach * reach))
      weights += weight
      for (let c = 0; c < 3; c++) sum[c] = (sum[c] as number) + weight * (ratio[c] as number)
    }
    for (let c = 0; c < 3; c++)
      out[3 * i + c] = Math.exp(Math.min(mostLight, Math.max(-mostLight, (sum[c] as number) / weights)))
  }
  return out
}

/** Mean colour of the still around a landmark, 0..255 each. */
function colourNear({ landmarks, unit }: RestFace, still: Picture, scale: Scale, i: number): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0]
  for (let row = -2; row <= 2; row++)
    for (let column = -2; column <= 2; column++) {
      const x = (landmarks[3 * i] as number) + 0.02 * unit * column
      const y = (landmarks[3 * i + 1] as number) + 0.02 * unit * row
      sample(still, x * scale.x, y * scale.y, true)
      for (const c of [0, 1, 2] as const) sum[c] += (sampled[c] as number) / 25
    }
  return sum
}

import { multiplied, transposed } from '../../../core/face/fit'
import { type FaceSight, mostLight, skinGrid } from '../../../core/face/imprint/imprint'
import { smoothstep } from '../../curve'
import { skinPlaces } from './places'

/** Cells over which a shade, and a fold, are evened out (standard deviations). */
const [shade, fold] = [2.6, 0.7]
/** Degrees of a turn at which folds begin to be left out, as what is seen then is not what lay there, and where they are. */
const [turned, away] = [8, 22]

/**
 * How much lighter each place of the skin is than in the neutral, natural logarithms, [rows, columns]: without what is the same
 * everywhere (a camera that sets its exposure anew), nothing at the eyes, the mouth and what is seen from the side, evened
 * out so that wrinkles and cheeks are left and the grain is not, and bounded. Of a head that has turned, shades alone.
 */
export function skinLight(neutral: FaceSight, now: FaceSight): Float32Array<ArrayBuffer> {
  const weight = skinPlaces.weight.map(
    (value, i) => value * Math.min(neutral.facing[i] as number, now.facing[i] as number),
  )
  const change = now.light.map((value, i) => value - (neutral.light[i] as number))
  const common = middleOf(change, weight)
  const bounded = change.map((value) => mostLight * Math.tanh((value - common) / mostLight))
  const [broad, fine] = [evened(bounded, weight, shade), evened(bounded, weight, fold)]
  const sharp = 1 - smoothstep(turned, away, angleBetween(neutral.rotation, now.rotation))
  return broad.map((value, i) => (weight[i] as number) * (value + sharp * ((fine[i] as number) - value)))
}

/** Mean of what counts around each place, by a Gauss kernel. */
function evened(values: Float32Array, weight: Float32Array, deviation: number): Float32Array<ArrayBuffer> {
  const { columns, rows } = skinGrid
  const reach = Math.ceil(2.5 * deviation)
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-0.5 * ((k - reach) / deviation) ** 2))
  const along = (source: Float32Array, step: number, count: number, other: number, otherStep: number) => {
    const out = new Float32Array(source.length)
    for (let line = 0; line < other; line++)
      for (let i = 0; i < count; i++) {
        let sum = 0
        for (let k = Math.max(-reach, -i); k <= Math.min(reach, count - 1 - i); k++)
          sum += (kernel[k + reach] as number) * (source[line * otherStep + (i + k) * step] as number)
        out[line * otherStep + i * step] = sum
      }
    return out
  }
  const both = (source: Float32Array) => along(along(source, 1, columns, rows, columns), columns, rows, columns, 1)
  const sums = both(values.map((value, i) => value * (weight[i] as number)))
  const shares = both(weight)
  return sums.map((value, i) => ((shares[i] as number) > 1e-3 ? value / (shares[i] as number) : 0))
}

/** The middle value of those that count. */
function middleOf(values: Float32Array, weight: Float32Array): number {
  const counted = values.filter((_, i) => (weight[i] as number) > 0.5).sort()
  return counted[counted.length >> 1] ?? 0
}

/** Degrees from one rotation to another. */
function angleBetween(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const r = multiplied(a, transposed(b))
  const trace = (r[0] as number) + (r[4] as number) + (r[8] as number)
  return (Math.acos(Math.min(1, Math.max(-1, (trace - 1) / 2))) * 180) / Math.PI
}

import type { Colours } from './colours'

const bins = 16
/** OKLab times 100: lightness 0..100, a and b about -40..40. */
const lightBin = 100 / bins
const chromaBin = 80 / bins

/**
 * How likely each pixel's colour is the thing's rather than its surroundings', 0..1, from two colour
 * histograms (lightness, a, b; blurred by one bin) filled by a first membership `share` (1 thing, 0 not).
 */
export function likelihood(colours: Colours, share: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const { l, a, b } = colours
  const index = Uint16Array.from(l, (light, i) => {
    const li = bin(light / lightBin)
    const ai = bin(((a[i] as number) + 40) / chromaBin)
    const bi = bin(((b[i] as number) + 40) / chromaBin)
    return (li * bins + ai) * bins + bi
  })
  const thing = new Float32Array(bins ** 3)
  const rest = new Float32Array(bins ** 3)
  let [things, rests] = [1e-6, 1e-6]
  for (let i = 0; i < index.length; i++) {
    const at = index[i] as number
    const value = share[i] as number
    if (value > 0.55) {
      thing[at] = (thing[at] as number) + 1
      things++
    } else if (value < 0.4) {
      rest[at] = (rest[at] as number) + 1
      rests++
    }
  }
  const [p, q] = [blurred(thing), blurred(rest)]
  return Float32Array.from(index, (at) => {
    const [inside, outside] = [(p[at] as number) / things + 1e-5, (q[at] as number) / rests + 1e-5]
    return inside / (inside + outside)
  })
}

function bin(value: number): number {
  return Math.max(0, Math.min(bins - 1, Math.floor(value)))
}

function blurred(histogram: Float32Array): Float32Array {
  let from = histogram
  for (const step of [1, bins, bins * bins]) {
    const to = new Float32Array(from.length)
    for (let i = 0; i < from.length; i++) {
      const place = Math.floor(i / step) % bins
      const before = place > 0 ? (from[i - step] as number) : 0
      const after = place < bins - 1 ? (from[i + step] as number) : 0
      to[i] = (2 * (from[i] as number) + before + after) / 4
    }
    from = to
  }
  return from
}

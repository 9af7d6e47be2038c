/** Samples of the slower rate on either side of a place that its value is made of. */
const reach = 16
/** Fractions of a sample that are told apart; whole-numbered ratios of rates need fewer and are exact. */
const mostPhases = 1024

/** Takes a sound piece by piece and gives it at another rate. */
export interface Resampler {
  push(piece: Float32Array): Float32Array<ArrayBuffer>
  /** What is left when nothing more comes. */
  end(): Float32Array<ArrayBuffer>
}

/**
 * Band-limited interpolation (J. O. Smith, Digital Audio Resampling): a sinc under a Hann window, cut off at the lower of both
 * rates' halves. Sample n of the result is the sound at n / `to` seconds; nothing is delayed.
 */
export function createResampler(from: number, to: number): Resampler {
  if (from === to) return { push: (piece) => piece.slice(), end: () => new Float32Array(0) }
  const step = divisor(from, to)
  const phases = Math.min(mostPhases, to / step)
  const cut = Math.min(1, to / from)
  const half = Math.ceil(reach / cut)
  const kernels = Array.from({ length: phases }, (_, phase) => kernelAt(phase / phases, half, cut))
  // Silence before the beginning, so that the first samples have neighbours on both sides.
  let held = new Float32Array(half)
  /** Index in the whole sound of `held[0]`. */
  let first = -half
  let next = 0

  const take = (until: number): Float32Array<ArrayBuffer> => {
    const out: number[] = []
    for (; ; next++) {
      const place = (next * from) / to
      const base = Math.floor(place + 1e-9)
      if (base + half >= until) break
      const kernel = kernels[Math.round((place - base) * phases) % phases] as Float32Array
      const start = base + 1 - half - first
      let sum = 0
      for (let k = 0; k < 2 * half; k++) sum += (held[start + k] ?? 0) * (kernel[k] as number)
      out.push(sum)
    }
    const keep = Math.max(0, Math.floor((next * from) / to) + 1 - half - first)
    held = held.slice(keep)
    first += keep
    return Float32Array.from(out)
  }
  return {
    push(piece) {
      const joined = new Float32Array(held.length + piece.length)
      joined.set(held)
      joined.set(piece, held.length)
      held = joined
      return take(first + held.length)
    },
    end: () => take(first + held.length + half),
  }
}

/** Weights of the samples around a place that lies `fraction` of a sample after the middle one. */
function kernelAt(fraction: number, half: number, cut: number): Float32Array {
  const kernel = Float32Array.from({ length: 2 * half }, (_, k) => {
    const x = k + 1 - half - fraction
    const angle = Math.PI * cut * x
    const window = Math.abs(x) < half ? 0.5 + 0.5 * Math.cos((Math.PI * x) / half) : 0
    return cut * window * (Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle)
  })
  // A constant stays what it is, wherever it is looked at.
  const sum = kernel.reduce((total, value) => total + value, 0)
  return kernel.map((value) => value / sum)
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

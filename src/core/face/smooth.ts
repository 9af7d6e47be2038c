import { channelCount, channelNames } from './names'

/** Cut-off (Hz) of what rests, and how much it rises with speed, in each channel's own unit a second. */
const [restCut, rise] = [1.6, 1.1]
/** What counts as fast: a head's degrees are not an expression's parts. */
const speedUnit = channelNames.map((name) => {
  if (name.startsWith('offset')) return 0.15
  return name === 'yaw' || name === 'pitch' || name === 'roll' ? 20 : 1
})
const speedCut = 8

/**
 * A one-euro filter over all channels (Casiez, Roussel and Vogel 2012): what rests is held still, what moves
 * fast hardly lags. One step a call, for live use.
 */
export function oneEuro(rate: number): (values: Float32Array) => Float32Array {
  const last = new Float32Array(channelCount)
  const speed = new Float32Array(channelCount)
  let begun = false
  const share = (cut: number) => 1 / (1 + rate / (2 * Math.PI * cut))
  return (values) => {
    for (let k = 0; k < channelCount; k++) {
      const value = values[k] as number
      if (!begun) {
        last[k] = value
        continue
      }
      const before = last[k] as number
      const fast = ((value - before) * rate) / (speedUnit[k] as number)
      speed[k] = (speed[k] as number) + share(speedCut) * (fast - (speed[k] as number))
      last[k] = before + share(restCut + rise * 4 * Math.abs(speed[k] as number)) * (value - before)
    }
    begun = true
    return last.slice()
  }
}

/** Seconds over which what rests is evened out (a standard deviation), and what counts as one moment's motion. */
const [long, short] = [0.18, 0.08]
/** What moves more than this often the noise is left as it moves: from, wholly. */
const [some, much] = [1.9, 3.6]
/** Savitzky and Golay's quadratic over five moments (1964): a peak keeps its height. */
const peak = [-3 / 35, 12 / 35, 17 / 35, 12 / 35, -3 / 35]

/**
 * The same for a whole recording, [count, channels], without any lag: each channel evened out over a long while where it does no
 * more than its own noise (told by the median of its second differences), and over a moment where it moves.
 */
export function smoothed(values: Float32Array, rate: number): Float32Array<ArrayBuffer> {
  const count = values.length / channelCount
  const out = new Float32Array(values.length)
  for (let k = 0; k < channelCount; k++) {
    const course = Float32Array.from({ length: count }, (_, i) => values[i * channelCount + k] as number)
    const noise = noiseOf(course) * Math.min(1, rate / 30) ** 2
    const [slow, quick] = [evened(course, long * rate), peaked(course)]
    const square = quick.map((value, i) => (value - (slow[i] as number)) ** 2)
    const activity = evened(square, short * rate)
    for (let i = 0; i < count; i++) {
      const moves = noise > 0 ? (Math.sqrt(Math.max(0, activity[i] as number)) / noise - some) / (much - some) : 1
      const share = Math.min(1, Math.max(0, moves))
      out[i * channelCount + k] = (slow[i] as number) + share * ((quick[i] as number) - (slow[i] as number))
    }
  }
  return out
}

/** Standard deviation of what comes and goes from one moment to the next. */
function noiseOf(course: Float32Array): number {
  const bends = course
    .subarray(2)
    .map((value, i) => Math.abs(value - 2 * (course[i + 1] as number) + (course[i] as number)))
  return (1.4826 * (bends.sort()[bends.length >> 1] ?? 0)) / Math.sqrt(6)
}

/** A straight line laid through what lies around each moment, by a Gauss kernel: the ends neither stop nor jump (Cleveland 1979). */
function evened(course: Float32Array, deviation: number): Float32Array<ArrayBuffer> {
  const reach = Math.ceil(2.5 * deviation)
  const kernel = Array.from({ length: reach + 1 }, (_, k) => Math.exp(-0.5 * (k / Math.max(0.1, deviation)) ** 2))
  return course.map((_, i) => {
    let [s0, s1, s2, t0, t1] = [0, 0, 0, 0, 0]
    for (let k = Math.max(-reach, -i); k <= Math.min(reach, course.length - 1 - i); k++) {
      const weight = kernel[Math.abs(k)] as number
      const value = course[i + k] as number
      s0 += weight
      s1 += weight * k
      s2 += weight * k * k
      t0 += weight * value
      t1 += weight * k * value
    }
    const det = s0 * s2 - s1 * s1
    return det > 1e-9 ? (s2 * t0 - s1 * t1) / det : t0 / s0
  })
}

/** By Savitzky and Golay; the first and last moments as they are. */
function peaked(course: Float32Array): Float32Array<ArrayBuffer> {
  return course.map((value, i) =>
    i < 2 || i > course.length - 3
      ? value
      : peak.reduce((sum, weight, k) => sum + weight * (course[i + k - 2] as number), 0),
  )
}

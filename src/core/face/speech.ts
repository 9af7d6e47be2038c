import { channel, channelCount } from './names'

/** What is heard in a moment of speech: loudness in decibels, crossings of zero, and where its energy lies, Hz. */
export interface Heard {
  decibels: number
  /** Crossings of zero a sample, 0..1. */
  crossings: number
  /** Middle of the energy where the first (200 to 1000 Hz) and the second formant (900 to 2800 Hz) lie. */
  first: number
  second: number
  /** Share of the energy below 500 Hz, 0..1. */
  low: number
}

/** Decibels below the loud parts at which nothing is said any more. */
const range = 32
/** Seconds: how long a pause invites a blink, and how far apart blinks are at least. */
const [pause, betweenBlinks] = [0.18, 1.5]

/**
 * Lips, jaw, blinks and nods of one who speaks what is heard, for any language: loudness and the first
 * formant open the jaw, the second one spreads or rounds the lips; a murmur without overtones (m, n) and a
 * short gap between loud sounds (p, b) close them, hiss narrows them. Nothing lags: what smooths looks both ways.
 *
 * @param rate moments a second
 * @param loudest decibels of what is loud; by default as loud as the loud parts of it are
 * @returns [moments, channels]
 */
export function speak(heard: readonly Heard[], rate: number, loudest?: number): Float32Array<ArrayBuffer> {
  const count = heard.length
  const out = new Float32Array(count * channelCount)
  const loudness = heard.map(({ decibels }) => decibels).sort((a, b) => a - b)
  const top = loudest ?? loudness[Math.floor(0.95 * (count - 1))] ?? 0
  const loud = heard.map(({ decibels }) => clamp((decibels - top + range) / range))
  const put = (name: Parameters<typeof channel>[0], values: readonly number[]) => {
    const k = channel(name)
    for (let i = 0; i < count; i++)
      out[i * channelCount + k] = (out[i * channelCount + k] as number) + (values[i] as number)
  }
  const closed = heard.map((now, i) => {
    const voiced = loud[i] as number
    const murmur = voiced > 0.3 ? smooth(0.86, 0.97, now.low) * smooth(0.2, 0.08, now.crossings) : 0
    return Math.max(murmur, gap(loud, i, rate))
  })
  const hiss = heard.map((now, i) => smooth(0.22, 0.4, now.crossings) * smooth(0.1, 0.35, loud[i] as number))
  const open = heard.map((now, i) => {
    const voiced = smooth(0.25, 0.95, loud[i] as number) * (1 - 0.8 * (hiss[i] as number))
    return voiced * (0.35 + 0.65 * smooth(320, 640, now.first)) * (1 - (closed[i] as number))
  })
  const front = heard.map((now, i) => (open[i] as number) * smooth(1650, 2100, now.second))
  const round = heard.map((now, i) => (open[i] as number) * smooth(1500, 1150, now.second))
  const soft = (values: readonly number[], seconds: number) => gaussian(values, seconds * rate)
  const jaw = soft(open, 0.028)
  const shut = soft(closed, 0.02)
  put(
    'jawOpen',
    jaw.map((value, i) => 0.62 * value * (1 - 0.7 * (shut[i] as number))),
  )
  put(
    'mouthClose',
    shut.map((value) => clamp(1.1 * value)),
  )
  for (const side of ['Left', 'Right'] as const) {
    put(
      `mouthStretch${side}`,
      soft(front, 0.035).map((value, i) => 0.55 * value + 0.25 * (hiss[i] as number)),
    )
    put(
      `mouthUpperUp${side}`,
      soft(hiss, 0.03).map((value, i) => 0.3 * value + 0.2 * (jaw[i] as number)),
    )
    put(
      `mouthLowerDown${side}`,
      soft(hiss, 0.03).map((value, i) => 0.35 * value + 0.25 * (jaw[i] as number)),
    )
  }
  put(
    'mouthPucker',
    soft(round, 0.04).map((value) => 0.7 * value),
  )
  // The head goes with the stress of what is said, the brows with its height.
  const slow = gaussian(loud, 0.22 * rate)
  const drift = gaussian(loud, 1.2 * rate)
  put(
    'pitch',
    slow.map((value, i) => 5 * (value - (drift[i] as number))),
  )
  put(
    'yaw',
    slow.map((_, i) => 1.6 * Math.sin((2 * Math.PI * 0.23 * i) / rate)),
  )
  put(
    'roll',
    slow.map((_, i) => 0.9 * Math.sin((2 * Math.PI * 0.17 * i) / rate + 1) - 0.9 * Math.sin(1)),
  )
  put(
    'browInnerUp',
    slow.map((value, i) => 0.5 * clamp(1.6 * (value - (drift[i] as number)))),
  )
  const lids = blinks(loud, rate)
  put('eyeBlinkLeft', lids)
  put('eyeBlinkRight', lids)
  return out
}

/** A short fall of loudness between loud sounds: lips that have closed and burst open again. */
function gap(loud: readonly number[], i: number, rate: number): number {
  const reach = Math.round(0.09 * rate)
  let [before, after] = [0, 0]
  for (let k = 1; k <= reach; k++) {
    before = Math.max(before, loud[i - k] ?? 0)
    after = Math.max(after, loud[i + k] ?? 0)
  }
  return smooth(0.3, 0.55, Math.min(before, after) - (loud[i] as number))
}

/** Lids close where a pause begins, and at the latest after some seconds. */
function blinks(loud: readonly number[], rate: number): number[] {
  const out = loud.map(() => 0)
  let [last, quiet] = [-1, 0]
  loud.forEach((value, i) => {
    quiet = value < 0.25 ? quiet + 1 / rate : 0
    const since = i / rate - last
    if ((quiet < pause || since < betweenBlinks) && since < 4.5) return
    last = i / rate
    for (let k = 0; k < 0.34 * rate && i + k < out.length; k++) {
      const t = k / rate
      out[i + k] = t < 0.1 ? smooth(0, 0.1, t) : smooth(0.34, 0.13, t)
    }
  })
  return out
}

/** Smoothed by a bell of this deviation, in moments; both ways alike. */
function gaussian(values: readonly number[], deviation: number): number[] {
  const reach = Math.ceil(2.5 * deviation)
  const shares = Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-((k - reach) ** 2) / (2 * deviation ** 2)))
  return values.map((_, i) => {
    let [sum, whole] = [0, 0]
    shares.forEach((share, k) => {
      const value = values[i + k - reach]
      if (value === undefined) return
      sum += share * value
      whole += share
    })
    return whole > 0 ? sum / whole : 0
  })
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

function smooth(from: number, to: number, value: number): number {
  const share = clamp((value - from) / (to - from))
  return share * share * (3 - 2 * share)
}

import { channel, channelCount } from './names'
import { type SpokenLips, spokenLips } from './spoken'

/** What is heard in a moment of speech. */
export interface Heard {
  /** Loudness. */
  decibels: number
  /** The same in bands from low to high, `bandCount` of them. */
  bands: number[]
}

/** Decibels below the loud parts at which nothing is said any more, and a loudness that no voice stays below. */
const [range, quiet] = [32, -45]
/** Seconds: how long a pause invites a blink, and how far apart blinks are at least. */
const [pause, betweenBlinks] = [0.18, 1.5]

/**
 * Lips, jaw, blinks and nods of one who speaks what is heard, for any language: where the lips are is told by a map
 * that was learned (`spokenLips`). Nothing lags: it looks both ways.
 *
 * @param rate moments a second
 * @param loudest decibels of what is loud; by default as loud as the loud parts of it are
 * @returns [moments, channels]
 */
export function speak(heard: readonly Heard[], rate: number, loudest?: number): Float32Array<ArrayBuffer> {
  const count = heard.length
  const out = new Float32Array(count * channelCount)
  const loudness = heard.map(({ decibels }) => decibels).sort((a, b) => a - b)
  const top = Math.max(quiet, loudest ?? loudness[Math.floor(0.95 * (count - 1))] ?? 0)
  const loud = heard.map(({ decibels }) => clamp((decibels - top + range) / range))
  const put = (name: Parameters<typeof channel>[0], values: readonly number[]) => {
    const k = channel(name)
    for (let i = 0; i < count; i++)
      out[i * channelCount + k] = (out[i * channelCount + k] as number) + (values[i] as number)
  }
  const lips = spokenLips(
    heard.map(({ bands }) => bands),
    top,
  )
  // Who is silent says nothing, whatever the map makes of his room.
  const voiced = gaussian(
    loud.map((value) => smooth(0.05, 0.25, value)),
    0.03 * rate,
  )
  const soft = (name: keyof SpokenLips) =>
    gaussian(
      lips.map((one, i) => one[name] * (voiced[i] as number)),
      0.012 * rate,
    )
  const [open, closed, hiss] = [soft('open'), soft('closed').map((value) => smooth(0.1, 0.3, value)), soft('hiss')]
  const jaw = open.map((value, i) => value * (1 - 0.9 * (closed[i] as number)))
  put(
    'jawOpen',
    jaw.map((value) => 0.75 * value),
  )
  put('mouthClose', closed)
  const spread = soft('spread').map((value, i) => 0.5 * value * (1 - (closed[i] as number)))
  for (const side of ['Left', 'Right'] as const) {
    put(`mouthStretch${side}`, spread)
    put(
      `mouthUpperUp${side}`,
      hiss.map((value, i) => 0.25 * value + 0.2 * (jaw[i] as number)),
    )
    put(
      `mouthLowerDown${side}`,
      hiss.map((value, i) => 0.3 * value + 0.25 * (jaw[i] as number)),
    )
  }
  put(
    'mouthPucker',
    soft('round').map((value) => 0.8 * value),
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
  const shares = Float32Array.from({ length: reach + 1 }, (_, k) => Math.exp(-(k ** 2) / (2 * deviation ** 2)))
  return values.map((_, i) => {
    let [sum, whole] = [0, 0]
    const last = Math.min(values.length - 1, i + reach)
    for (let k = Math.max(0, i - reach); k <= last; k++) {
      const share = shares[Math.abs(k - i)] as number
      sum += share * (values[k] as number)
      whole += share
    }
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

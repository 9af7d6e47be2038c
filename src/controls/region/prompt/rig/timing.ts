import type { ClipTime } from '../../../../core/hint'
import type { Easing, Rhythm } from '../state'
import { ramp, shapes, type WaveShape } from './waves'

/** How a motion runs over a clip. */
export interface Pace {
  clip: ClipTime
  /** Seconds of the motion's own cycle, at speed 1. */
  cycle: number
  speed: number
  phase: number
  delay: number
  /** 0: for as long as the clip lasts. */
  times: number
  easing: Easing
  rhythm: Rhythm
}

/** A number over time (seconds) that is exactly 0 at the beginning, and again after the period where there is one. */
export type Signal = (time: number) => number

const turn = 2 * Math.PI

/** Seconds that the motion has: after its delay, until the clip ends or begins anew. */
export function lasting({ clip, delay }: Pick<Pace, 'clip' | 'delay'>): number {
  const whole = clip.period ?? clip.span
  return Math.max(whole * 0.1, whole - delay)
}

/** Cycles done at a time; whole ones by the end where the clip repeats, or where they are counted. */
export function clock(pace: Pace): { at(time: number): number; cycles: number; length: number; closed: boolean } {
  const room = lasting(pace)
  const wanted = (room * pace.speed) / pace.cycle
  if (pace.times > 0) {
    const length = Math.min(room, (pace.times * pace.cycle) / pace.speed)
    const at = (time: number) => (pace.times * Math.min(length, Math.max(0, time - pace.delay))) / length
    return { at, cycles: pace.times, length, closed: true }
  }
  const closed = pace.clip.period !== null
  const cycles = closed ? Math.max(1, Math.round(wanted)) : wanted
  const at = (time: number) => (cycles * Math.min(room, Math.max(0, time - pace.delay))) / room
  return { at, cycles, length: room, closed }
}

/**
 * A motion to and fro. `lag` (cycles) is by how much it comes after the same motion where it sets out. Where the clip
 * repeats, values count from the first one, so that it begins at rest; else the motion grows out of stillness.
 */
export function cyclic(pace: Pace, shape: WaveShape = 'swing', lag = 0): Signal {
  const { at, cycles, length, closed } = clock(pace)
  const wave = (share: number) => shapes[shape](eased(share, pace.easing))
  const repeats = closed && pace.times === 0
  const first = wave(pace.phase - (repeats ? lag : 0))
  // A motion that starts at rest needs no fading in.
  const calm = first === 0 && shape !== 'swing'
  const cycle = length / Math.max(cycles, 0.35)
  const fade = Math.min(0.35 * cycle, length / 3)
  // What comes after begins after: a wave runs along a tail, it is not there already.
  const late = repeats ? 0 : Math.max(0, lag) * (length / cycles)
  return (time) => {
    const since = time - pace.delay - late
    if (since <= 0) return 0
    const strength = pace.rhythm === 'gusts' ? gust(pace, time) : 1
    const done = at(time - late)
    // The end is the beginning, to the last digit.
    if (repeats) return done >= cycles ? 0 : strength * (wave(done + pace.phase - lag) - first)
    if (pace.times > 0 && at(time) >= cycles) return 0
    const rising = calm ? 1 : ramp(since / fade)
    const falling = pace.times > 0 && !(calm && late === 0) ? ramp((pace.delay + length - time) / fade) : 1
    return strength * rising * falling * wave(done + pace.phase - Math.min(0, lag))
  }
}

/** The same, a share of a cycle behind from the beginning on, as one leg is behind the other. */
export function behind(pace: Pace, lag: number): Pace {
  return { ...pace, phase: pace.phase - lag }
}

/** From 0 to 1, once, and back where the clip repeats. `speed` above 1 is there sooner. */
export function once(pace: Pace): Signal {
  const room = lasting(pace)
  const back = pace.clip.period !== null
  const times = Math.max(1, pace.times)
  return (time) => {
    const done = Math.max(0, time - pace.delay) / room
    if (done <= 0 || (back && done >= 1)) return 0
    if (!back && pace.times <= 1) return progress(Math.min(1, done * pace.speed), pace.easing)
    const part = (done * times) % 1
    return progress(Math.min(1, 2 * Math.min(part, 1 - part) * Math.max(1, pace.speed)), pace.easing)
  }
}

/** A way that goes on at the pace all through the clip: 1 at its end at speed 1. Back again where the clip repeats. */
export function travel(pace: Pace): Signal {
  const room = lasting(pace)
  const back = pace.clip.period !== null
  return (time) => {
    const done = Math.min(1, Math.max(0, time - pace.delay) / room)
    if (done <= 0 || (back && done >= 1)) return 0
    if (back) return (pace.speed * (1 - Math.cos(turn * done))) / 2
    return pace.speed * progress(done, pace.easing === 'smooth' ? 'linear' : pace.easing, 0.12)
  }
}

/** Turns: whole ones where the clip repeats or where they are counted. */
export function turns(pace: Pace, amount: number): Signal {
  const { at, cycles, closed } = clock(pace)
  const total = pace.times > 0 ? pace.times : closed ? Math.max(1, Math.round(cycles * amount)) : cycles * amount
  const room = lasting(pace)
  return (time) => {
    if (closed && pace.times === 0) return (total * at(time)) / cycles
    if (pace.times > 0) return total * progress(at(time) / cycles, pace.easing, 0.2)
    return (
      total *
      progress(
        Math.min(1, Math.max(0, time - pace.delay) / room),
        pace.easing === 'smooth' ? 'linear' : pace.easing,
        0.12,
      )
    )
  }
}

/** Share of a way that is done. `soft`: share of the time in which a linear one picks up speed. */
function progress(done: number, easing: Easing, soft = 0): number {
  const x = Math.max(0, Math.min(1, done))
  switch (easing) {
    case 'smooth':
      return x * x * (3 - 2 * x)
    case 'linear':
      // Constant speed after an even start, the whole way in the whole time.
      return soft === 0 ? x : (x < soft ? (x * x) / (2 * soft) : x - soft / 2) / (1 - soft / 2)
    case 'in':
      return x * x
    case 'out':
      return x * (2 - x)
  }
}

/** A cycle's share, hurried and held up within it; whole cycles stay whole. */
function eased(share: number, easing: Easing): number {
  switch (easing) {
    case 'smooth':
      return share
    case 'linear':
      // Makes a sine nearly a zigzag.
      return share - Math.sin(2 * turn * share) / (10 * turn)
    case 'in':
      return share + (0.6 * (Math.cos(turn * share) - 1)) / turn
    case 'out':
      return share + (0.6 * Math.sin(turn * share)) / turn
  }
}

/** Stronger and weaker by turns, about every four seconds. */
function gust(pace: Pace, time: number): number {
  const room = pace.clip.period ?? Math.max(pace.clip.span, 1)
  const gusts = Math.max(1, Math.round(room / 4))
  const share = (gusts * time) / room
  return 0.35 + 0.65 * (0.5 - 0.5 * Math.cos(turn * share)) + 0.2 * Math.sin(turn * 2 * share)
}

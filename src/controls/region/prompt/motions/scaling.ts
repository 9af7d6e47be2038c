import { type Link, type PoseSignals, posing, scaled, summed } from '../rig/rig'
import { pivotOf } from '../rig/target'
import { cyclic, once, type Signal } from '../rig/timing'
import type { Cast, Motion } from './motion'

// What becomes larger or smaller.

function scaling(cast: Cast, signals: PoseSignals): Link[] {
  return cast.targets.map((target) => ({ weight: target.member, about: pivotOf(target), pose: posing(signals) }))
}

/** Scales never reach 0, however much is asked for. */
const bounded =
  (signal: Signal): Signal =>
  (time) =>
    Math.max(-0.85, signal(time))

const base = { most: 6, parts: ['whole'], aim: 'none' } as const satisfies Partial<Motion>

export const scalingMotions = {
  pulse: {
    ...base,
    cycle: 1,
    held: 'middle',
    build: (cast) => {
      // Twice in short order, as a heart beats.
      const { pace, amount } = cast
      const beat = summed(cyclic(pace, 'bump'), scaled(cyclic({ ...pace, phase: pace.phase + 0.68 }, 'bump'), 0.35))
      const by = bounded(scaled(beat, 0.065 * amount))
      return scaling(cast, { scaleX: by, scaleY: by })
    },
  },
  breathe: {
    ...base,
    cycle: 3.4,
    most: 14,
    parts: ['body'],
    held: 'foot',
    build: (cast) => {
      const air = cyclic(cast.pace, 'bump')
      return scaling(cast, {
        scaleX: bounded(scaled(air, 0.035 * cast.amount)),
        scaleY: bounded(scaled(air, 0.05 * cast.amount)),
      })
    },
  },
  grow: {
    ...base,
    cycle: 3,
    held: 'hold',
    build: (cast) => {
      const by = bounded(scaled(once(cast.pace), 0.35 * cast.amount))
      return scaling(cast, { scaleX: by, scaleY: by })
    },
  },
  shrink: {
    ...base,
    cycle: 3,
    most: 3.2,
    held: 'hold',
    build: (cast) => {
      const by = bounded(scaled(once(cast.pace), -0.26 * cast.amount))
      return scaling(cast, { scaleX: by, scaleY: by })
    },
  },
  stretch: {
    ...base,
    cycle: 2,
    held: 'hold',
    build: (cast) => {
      const by = scaled(once(cast.pace), 0.25 * cast.amount)
      return scaling(cast, { scaleY: by, scaleX: bounded(scaled(by, -0.3)) })
    },
  },
  squash: {
    ...base,
    cycle: 2,
    most: 4,
    held: 'hold',
    build: (cast) => {
      const by = scaled(once(cast.pace), 0.2 * cast.amount)
      return scaling(cast, { scaleY: bounded(scaled(by, -1)), scaleX: scaled(by, 0.45) })
    },
  },
} satisfies Record<string, Motion>

import { chain } from '../rig/chain'
import { type Link, posing, scaled, summed } from '../rig/rig'
import { lengthOf, pivotOf, type Target, tipOf } from '../rig/target'
import { cyclic, once } from '../rig/timing'
import { type Cast, degrees, type Motion, sideways } from './motion'

// What bends along a line from where it is held: plants, cloth, tails, arms.

/**
 * The sign of an angle that takes the free end where a direction points (to the right without one):
 * what stands turns clockwise for it, what hangs counterclockwise.
 */
function signTo(target: Target, direction: number | null): 1 | -1 {
  const [a, b] = [pivotOf(target), tipOf(target)]
  const way = direction ?? 0
  const across = (b.x - a.x) * Math.sin(way) - (b.y - a.y) * Math.cos(way)
  if (Math.abs(across) > 0.1 * lengthOf(target)) return across > 0 ? 1 : -1
  return sideways(direction)
}

interface Bending {
  /** Degrees at the free end. */
  angle: number
  /** Cycles by which the free end comes after the held one. */
  lag: number
  /** How the angle grows along it: 1 evenly, 2 late. */
  curve: number
  links: number
  /** How much its free end quivers by itself beside that, twice as fast. */
  tip?: number
}

function bending({ targets, pace, amount, direction }: Cast, { angle, lag, curve, links, tip = 0 }: Bending): Link[] {
  return targets.flatMap((target, index) => {
    // Pairs move as mirror images of one another.
    const sign = direction === null && targets.length > 1 && target.side > 0 ? -1 : signTo(target, direction)
    const by = sign * degrees(angle) * amount
    const late = targets.length > 2 ? index * 0.13 : 0
    const quiver = { ...pace, cycle: pace.cycle / 2 }
    return chain(target, links, (share) =>
      summed(
        scaled(cyclic(pace, 'swing', lag * share + late), by * share ** curve),
        scaled(cyclic(quiver, 'swing', 0.45 * share + late), tip * by * share ** 3),
      ),
    )
  })
}

const base = { most: 9, aim: 'side' } as const

export const bendingMotions = {
  sway: {
    ...base,
    cycle: 2.8,
    parts: ['whole'],
    held: 'hold',
    build: (cast) => bending(cast, { angle: 7, lag: 0.1, curve: 1.2, links: 9, tip: 0.22 }),
  },
  swing: {
    ...base,
    cycle: 1.9,
    parts: ['whole'],
    held: 'top',
    build: ({ targets, pace, amount, direction }) =>
      targets.map((target) => {
        const sign = direction === null && targets.length > 1 && target.side > 0 ? -1 : signTo(target, direction)
        const angle = scaled(cyclic(pace), sign * degrees(13) * amount)
        return { weight: target.member, about: pivotOf(target), pose: posing({ angle }) }
      }),
  },
  bend: {
    ...base,
    cycle: 2,
    most: 4,
    parts: ['whole'],
    held: 'hold',
    build: ({ targets, pace, amount, direction }) =>
      targets.flatMap((target) =>
        chain(target, 8, (share) => scaled(once(pace), signTo(target, direction) * degrees(26) * amount * share)),
      ),
  },
  wave: {
    ...base,
    cycle: 1.1,
    parts: ['whole'],
    held: 'pole',
    build: (cast) =>
      cast.part === 'whole'
        ? bending(cast, { angle: 16, lag: 0.9, curve: 0.7, links: 10 })
        : bending(cast, { angle: 28, lag: 0.1, curve: 0.5, links: 7 }),
  },
  flutter: {
    ...base,
    cycle: 0.65,
    parts: ['whole'],
    held: 'pole',
    build: (cast) => bending(cast, { angle: 9, lag: 1.2, curve: 1, links: 12 }),
  },
  ripple: {
    ...base,
    cycle: 1.6,
    parts: ['whole'],
    held: 'hold',
    build: (cast) => bending(cast, { angle: 9, lag: 1.4, curve: 0.35, links: 12 }),
  },
  wag: {
    ...base,
    cycle: 0.6,
    parts: ['tail'],
    held: 'hold',
    build: (cast) => bending(cast, { angle: 24, lag: 0.2, curve: 0.6, links: 7 }),
  },
  swim: {
    ...base,
    cycle: 1.3,
    parts: ['whole'],
    held: 'axis',
    build: (cast) => bending(cast, { angle: 16, lag: 0.7, curve: 1.4, links: 12 }),
  },
} satisfies Record<string, Motion>

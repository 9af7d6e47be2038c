import { type Link, type PoseSignals, posing, scaled, summed } from '../rig/rig'
import { lengthOf, pivotOf, type Target } from '../rig/target'
import { cyclic, travel, turns } from '../rig/timing'
import { hangs } from '../shape/shape'
import { held } from './holding'
import { type Cast, degrees, type Motion, sideways } from './motion'

// What moves or turns as one.

/** Picture pixels that count as a unit: the thing's own size, so that small things move little. */
const sizeOf = ({ shape }: Cast) => Math.hypot(shape.box.width, shape.box.height) / Math.SQRT2

function rigid(cast: Cast, signals: (target: Target, index: number) => PoseSignals): Link[] {
  return cast.targets.map((target, index) => ({
    weight: target.member,
    about: pivotOf(target),
    pose: posing(signals(target, index)),
  }))
}

/** What hangs goes to a side by the turn by which what stands goes to the other. */
const upright = ({ shape }: Cast) => (hangs(shape) ? -1 : 1)

/** Signals along a direction on the screen. */
function towards(direction: number, way: (time: number) => number): PoseSignals {
  return { x: scaled(way, Math.cos(direction)), y: scaled(way, Math.sin(direction)) }
}

const [up, down] = [-Math.PI / 2, Math.PI / 2]

function going(cast: Cast, otherwise: number, share: number): Link[] {
  const way = scaled(travel(cast.pace), share * sizeOf(cast) * cast.amount)
  const direction = cast.direction ?? otherwise
  return held(
    cast,
    direction,
    rigid(cast, () => towards(direction, way)),
  )
}

interface Leaping {
  leap: 'leap' | 'rebound'
  /** What of it is pressed flat when, see `shapes`. */
  flat: 'gather' | 'press'
  /** Height of a leap and largest flattening, as shares of its own height. */
  height: number
  squash: number
}

/** Repeated leaps: it gathers, is long in the air, and is pressed flat as it lands. */
function leaping(cast: Cast, { leap, flat, height, squash }: Leaping): Link[] {
  const { pace, amount, shape, direction } = cast
  // Not out of the picture, where there is little room above.
  const room = Math.max(0.45 * height, Math.min(height, shape.box.top / shape.box.height))
  const up = scaled(cyclic(pace, leap), -room * shape.box.height * amount)
  // However high it goes, it stays itself.
  const long = scaled(cyclic(pace, flat), -squash * Math.min(1.5, amount))
  const drift = direction !== null && Math.abs(Math.cos(direction)) > 0.5 ? sideways(direction) : 0
  const on = scaled(travel(pace), drift * 0.35 * sizeOf(cast) * amount)
  return held(
    cast,
    'up',
    rigid(cast, () => ({ y: up, x: on, scaleY: long, scaleX: scaled(long, -0.6) })),
  )
}

const base = { most: 6, parts: ['whole'] } as const satisfies Partial<Motion>

export const movingMotions = {
  drift: { ...base, cycle: 3, held: 'middle', aim: 'any', build: (cast) => going(cast, 0, 0.4) },
  rise: { ...base, cycle: 3, held: 'middle', aim: 'any', usual: up, build: (cast) => raising(cast, up) },
  fall: { ...base, cycle: 3, held: 'middle', aim: 'any', usual: down, build: (cast) => raising(cast, down) },
  float: {
    ...base,
    cycle: 3,
    held: 'middle',
    aim: 'any',
    usual: up,
    build: (cast) => {
      const { pace, amount, direction } = cast
      const way = scaled(cyclic(pace), 0.055 * sizeOf(cast) * amount)
      // A quarter behind, so that it leans as it goes by.
      const angle = scaled(cyclic(pace, 'swing', 0.25), degrees(1.6) * amount)
      return held(
        cast,
        'both',
        rigid(cast, () => ({ ...towards(direction ?? up, way), angle })),
      )
    },
  },
  bounce: {
    ...base,
    cycle: 0.75,
    held: 'foot',
    aim: 'side',
    build: (cast) => leaping(cast, { leap: 'rebound', flat: 'press', height: 0.16, squash: 0.12 }),
  },
  jump: {
    ...base,
    cycle: 1.15,
    held: 'foot',
    aim: 'side',
    build: (cast) => leaping(cast, { leap: 'leap', flat: 'gather', height: 0.26, squash: 0.11 }),
  },
  hop: {
    ...base,
    cycle: 0.5,
    held: 'foot',
    aim: 'side',
    build: (cast) => leaping(cast, { leap: 'rebound', flat: 'press', height: 0.08, squash: 0.06 }),
  },
  spin: {
    ...base,
    cycle: 3.2,
    held: 'middle',
    aim: 'side',
    build: (cast) => {
      const angle = scaled(turns(cast.pace, cast.amount), sideways(cast.direction) * 2 * Math.PI)
      return rigid(cast, () => ({ angle }))
    },
  },
  roll: {
    ...base,
    cycle: 3.2,
    held: 'middle',
    aim: 'side',
    build: (cast) => {
      // Without slipping: the way is the angle times the radius.
      const way = scaled(travel(cast.pace), sideways(cast.direction) * 0.9 * sizeOf(cast) * cast.amount)
      const radius = Math.max(1, cast.shape.trunk.radius)
      return rigid(cast, () => ({ x: way, angle: scaled(way, 1 / radius) }))
    },
  },
  rock: {
    ...base,
    cycle: 2.4,
    held: 'foot',
    aim: 'side',
    build: (cast) => {
      const { pace, amount, direction } = cast
      const angle = scaled(cyclic(pace), upright(cast) * sideways(direction) * degrees(4.5) * amount)
      const heave = scaled(cyclic(pace, 'swing', 0.25), 0.01 * sizeOf(cast) * amount)
      return rigid(cast, () => ({ angle, y: heave }))
    },
  },
  tilt: {
    ...base,
    cycle: 2.6,
    held: 'foot',
    aim: 'side',
    build: (cast) => {
      const angle = scaled(
        cyclic({ ...cast.pace, easing: 'smooth' }, 'bump'),
        upright(cast) * sideways(cast.direction) * degrees(9) * cast.amount,
      )
      return rigid(cast, () => ({ angle }))
    },
  },
  shake: {
    ...base,
    cycle: 0.42,
    held: 'middle',
    aim: 'any',
    build: (cast) => {
      const size = cast.part === 'whole' ? sizeOf(cast) : 1.4 * lengthOf(cast.targets[0] ?? wholeTarget(cast))
      const way = scaled(cyclic(cast.pace), 0.045 * size * cast.amount)
      const angle = scaled(cyclic(cast.pace), degrees(2) * cast.amount)
      return rigid(cast, () => ({ ...towards(cast.direction ?? 0, way), angle }))
    },
  },
  tremble: {
    ...base,
    cycle: 0.17,
    held: 'middle',
    aim: 'none',
    build: (cast) => {
      const by = 0.012 * sizeOf(cast) * cast.amount
      const uneven = (lag: number) =>
        summed(cyclic(cast.pace, 'swing', lag), scaled(cyclic({ ...cast.pace, cycle: 0.41 }, 'swing', lag * 2), 0.6))
      return rigid(cast, () => ({ x: scaled(uneven(0), by), y: scaled(uneven(0.31), 0.6 * by) }))
    },
  },
} satisfies Record<string, Motion>

/** As a whole it goes up or down; a limb turns about its joint, so that its end does. */
function raising(cast: Cast, way: number): Link[] {
  if (cast.part === 'whole') return going(cast, way, 0.55)
  return rigid(cast, (target) => {
    const [a, b] = [pivotOf(target), target.spine.at(-1) ?? pivotOf(target)]
    const turn = Math.sign((b.x - a.x) * Math.sin(way) - (b.y - a.y) * Math.cos(way)) || 1
    return { angle: scaled(travel(cast.pace), turn * degrees(35) * cast.amount) }
  })
}

const wholeTarget = (cast: Cast) => cast.find('whole')[0] as Target

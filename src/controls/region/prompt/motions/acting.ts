import type { Point } from '../../../../core/geometry'
import { chain } from '../rig/chain'
import { plane, smooth, times } from '../rig/find'
import { carried, type Link, type LinkPose, posing, scaled, summed } from '../rig/rig'
import { lengthOf, pivotOf, type Target, tipOf } from '../rig/target'
import { behind, cyclic, once, type Signal, travel } from '../rig/timing'
import { middleOf } from '../shape/grid'
import { type Cast, degrees, type Motion, sideways } from './motion'

// What people, animals and vehicles do: several parts at once, and a body that carries them.

interface Body {
  about: Point
  pose(time: number): LinkPose
}

/** Limbs on a body: each link carried along, and the rest of the thing with the body itself. Shares add up to 1 at most. */
function onBody(cast: Cast, body: Body, limbs: Link[]): Link[] {
  const sum = plane(cast.shape, () => 0)
  for (const { weight } of limbs)
    weight.data.forEach((value, i) => {
      sum.data[i] = (sum.data[i] as number) + value
    })
  const share = { ...sum, data: sum.data.map((value) => 1 / Math.max(1, value)) }
  const rest = { ...sum, data: sum.data.map((value) => Math.max(0, 1 - value)) }
  return [
    { weight: rest, about: body.about, pose: body.pose },
    ...limbs.map((limb) => carried({ ...limb, weight: times(limb.weight, share) }, body.pose, body.about)),
  ]
}

/** Where it would stand. */
function footOf({ shape: { box, centre } }: Cast): Point {
  return { x: centre.x, y: box.bottom }
}

/** Shifts of steps against one another: in turn for two legs, across for four. */
const gait = [0, 0.5, 0.5, 0]

interface Stride {
  leg: number
  knee: number
  arm: number
  bob: number
  way: number
}

function striding(cast: Cast, { leg, knee, arm, bob, way }: Stride): Link[] {
  const { shape, pace, amount, direction } = cast
  const legs = cast.find('legs')
  const ahead = direction !== null ? sideways(direction) : headed(cast)
  const on = direction === null ? 0 : 1
  const sign = ahead
  const long = legs.length > 0 ? Math.max(...legs.map(lengthOf)) : 0.4 * shape.box.height
  // Two bobs a cycle: lowest where the legs are farthest apart.
  const lower = scaled(cyclic(pace, 'step'), bob * long * amount)
  const steady = shape.roles.legs.length > 0
  const roll = scaled(cyclic(pace), degrees(steady ? (shape.frontal ? 1.2 : 0) : 4.5) * amount)
  const move = scaled(travel(pace), sign * on * way * shape.box.height)
  const body: Body = {
    about: footOf(cast),
    pose: posing({ x: move, y: steady ? lower : scaled(lower, -1), angle: roll }),
  }
  if (!steady) return onBody(cast, body, [])
  const limbs = legs.flatMap((target, index) => {
    const lag = gait[index % gait.length] as number
    const swing = scaled(cyclic(behind(pace, lag)), -sign * degrees(leg) * amount)
    const lift = cyclic(behind(pace, lag + 0.25), 'lift')
    if (shape.frontal) {
      // Seen from the front a step is a leg that becomes shorter.
      const shorter = scaled(cyclic(behind(pace, lag), 'lift'), -0.13 * (leg / 20) * Math.min(2, amount))
      const angle = scaled(swing, 0.15)
      return [{ weight: target.member, about: pivotOf(target), pose: posing({ angle, scaleY: shorter }) }]
    }
    return chain(target, 6, (share) =>
      summed(swing, scaled(lift, sign * degrees(knee) * amount * smooth(0.35, 0.7, share))),
    )
  })
  const arms = shape.lying ? [] : cast.find('arms').filter(() => shape.roles.arms.length > 0)
  for (const target of arms) {
    const lag = target.side < 0 ? 0.5 : 0
    const swing = scaled(cyclic(behind(pace, lag)), degrees(arm) * amount * -sign)
    limbs.push(...chain(target, 5, (share) => scaled(swing, 0.75 + 0.4 * share)))
  }
  return onBody(cast, body, limbs)
}

/** To which side it looks: 1 to the right. */
function headed({ shape }: Cast): 1 | -1 {
  const { roles, limbs, trunk, axis } = shape
  const head = roles.head === null ? undefined : limbs[roles.head]
  const tail = roles.tail === null ? undefined : limbs[roles.tail]
  if (head && shape.lying) return head.tip.x >= trunk.x ? 1 : -1
  if (tail) return tail.tip.x > trunk.x ? -1 : 1
  return shape.lying && axis.x < 0 ? -1 : 1
}

/** To which side a head looks, as far as its outline leans to it; 0: to us. */
function facing(cast: Cast, head: Target): number {
  if (cast.direction !== null && Math.abs(Math.cos(cast.direction)) > 0.5) return sideways(cast.direction)
  if (cast.shape.lying && cast.shape.roles.head !== null) return headed(cast)
  // A head hangs over its neck to the side to which it looks.
  const { grid } = cast.shape
  let [sum, count, left, right] = [0, 0, Number.POSITIVE_INFINITY, 0]
  grid.inside.forEach((value, cell) => {
    if (!value || (head.member.data[cell] as number) < 0.6) return
    const { x } = middleOf(grid, cell)
    sum += x
    count++
    left = Math.min(left, x)
    right = Math.max(right, x)
  })
  const lean = count > 0 ? (sum / count - pivotOf(head).x) / Math.max(1, right - left) : 0
  if (Math.abs(lean) > 0.04) return Math.sign(lean)
  return cast.shape.frontal || count === 0 ? 0 : 1
}

function nodding(cast: Cast, heads: Target[], by: number): Link[] {
  return heads.map((head) => {
    const bow = scaled(cyclic(cast.pace, 'bump'), by)
    const side = facing(cast, head)
    const down = (side === 0 ? 0.1 : 0.03) * lengthOf(head)
    return {
      weight: head.member,
      about: pivotOf(head),
      pose: posing({
        angle: scaled(bow, side * degrees(13)),
        y: scaled(bow, down),
        scaleY: scaled(bow, side === 0 ? -0.06 : 0),
      }),
    }
  })
}

function flapping(cast: Cast): Link[] {
  const { shape, pace, amount, direction } = cast
  const wings = cast.part === 'whole' ? cast.find('wings') : cast.targets
  const flap = cyclic(pace)
  // What flies goes where it is told; else it stays, and rises and sinks with every beat.
  const way = scaled(travel(pace), direction === null ? 0 : 0.6 * shape.box.width)
  const lift = scaled(cyclic(pace, 'bump', 0.2), -0.03 * shape.box.height * amount)
  const body: Body = {
    about: shape.trunk,
    pose: posing({
      x: scaled(way, Math.cos(direction ?? 0)),
      y: summed(scaled(way, Math.sin(direction ?? 0)), lift),
    }),
  }
  const limbs = wings.flatMap((wing) => {
    const [a, b] = [pivotOf(wing), tipOf(wing)]
    const across = Math.abs(b.x - a.x) >= 0.6 * Math.abs(b.y - a.y)
    // Wings at either side beat up, those above and below the body beat forward, as mirror images.
    const to = across ? { x: 0, y: -1 } : { x: headed(cast), y: 0 }
    const sign = -(b.y - a.y) * to.x + (b.x - a.x) * to.y > 0 ? 1 : -1
    return chain(wing, 6, (share) =>
      scaled(flapLate(pace, flap, share), sign * degrees(24) * amount * (0.45 + 0.55 * share)),
    )
  })
  return onBody(cast, body, limbs)
}

/** The tip of a wing follows its root. */
const flapLate = (pace: Cast['pace'], flap: Signal, share: number) =>
  share === 0 ? flap : cyclic(pace, 'swing', 0.12 * share)

function dancing(cast: Cast): Link[] {
  const { shape, pace, amount } = cast
  const size = shape.box.height
  const body: Body = {
    about: footOf(cast),
    pose: posing({
      x: scaled(cyclic(pace), 0.025 * size * amount),
      y: scaled(cyclic(pace, 'step'), 0.02 * size * amount),
      angle: scaled(cyclic(pace), degrees(4) * amount),
    }),
  }
  const limbs: Link[] = []
  const { roles } = shape
  if (roles.arms.length > 0)
    for (const arm of cast.find('arms')) {
      // Both go up together, one more than the other in turn.
      const up = -arm.side * degrees(18) * amount
      const lag = arm.side < 0 ? 0.25 : 0
      limbs.push(
        ...chain(arm, 6, (share) => scaled(cyclic(behind(pace, lag), 'swing', 0.15 * share), up * (0.5 + 0.7 * share))),
      )
    }
  if (roles.legs.length > 0)
    cast.find('legs').forEach((leg, index) => {
      const shorter = scaled(cyclic(behind(pace, index % 2 === 0 ? 0 : 0.5), 'lift'), -0.07 * Math.min(2, amount))
      const angle = scaled(cyclic(pace, 'swing', 0.1), degrees(-4) * amount)
      limbs.push({ weight: leg.member, about: pivotOf(leg), pose: posing({ scaleY: shorter, angle }) })
    })
  if (roles.head !== null)
    for (const head of cast.find('head'))
      limbs.push({
        weight: head.member,
        about: pivotOf(head),
        pose: posing({ angle: scaled(cyclic(pace, 'swing', 0.2), degrees(7) * amount) }),
      })
  // What has no limbs dances with its whole length.
  if (limbs.length === 0)
    return cast
      .find('whole')
      .flatMap((target) =>
        chain(target, 9, (share) =>
          scaled(cyclic(pace, 'swing', 0.5 * share), degrees(11) * amount * Math.sin(2.6 * share)),
        ),
      )
  return onBody(cast, body, limbs)
}

function driving(cast: Cast): Link[] {
  const { shape, pace, amount, direction } = cast
  // In a clip that repeats only what was told goes away and back; else the wheels turn on the spot.
  const goes = direction !== null || pace.clip.period === null
  const sign = sideways(direction)
  const speed = 0.75 * shape.box.width * sign * amount
  const way: Signal = scaled(travel(pace), speed)
  const shiver = scaled(cyclic({ ...pace, cycle: 0.31 }, 'swing'), 0.006 * shape.box.height)
  const body: Body = { about: footOf(cast), pose: posing({ x: goes ? way : undefined, y: shiver }) }
  const wheels = cast.find('wheels').map((wheel): Link => {
    const radius = Math.max(1, lengthOf(wheel))
    const room = pace.clip.period ?? pace.clip.span
    const rounds = Math.max(1, Math.round((room * pace.speed * amount) / 1.2))
    const onSpot: Signal = (time) => (room > 0 ? (2 * Math.PI * sign * rounds * Math.min(time, room)) / room : 0)
    return {
      weight: wheel.member,
      about: pivotOf(wheel),
      pose: posing({ angle: goes ? scaled(way, 1 / radius) : onSpot }),
    }
  })
  return onBody(cast, body, wheels)
}

/** Until the face moves by itself: breath and small nods. */
function standIn(cast: Cast): Link[] {
  const { pace, amount } = cast
  const heads = nodding({ ...cast, pace: { ...pace, cycle: 1.7 } }, cast.find('head'), 0.5 * amount)
  const free = (link: Link): Link => ({
    ...link,
    weight: { ...link.weight, data: link.weight.data.map((value, i) => value * (1 - (heads[0]?.weight.data[i] ?? 0))) },
  })
  const air = cyclic({ ...pace, cycle: 3.4 }, 'bump')
  const chest = cast.find('body').map((target) =>
    free({
      weight: target.member,
      about: pivotOf(target),
      pose: posing({ scaleX: scaled(air, 0.02 * amount), scaleY: scaled(air, 0.035 * amount) }),
    }),
  )
  return [...heads, ...chest]
}

const base = { most: 4, parts: ['whole'], held: 'foot', aim: 'side' } as const satisfies Partial<Motion>
const face = { ...base, most: 14, cycle: 1.7, parts: ['head'], aim: 'none', build: standIn } as const satisfies Motion

export const actingMotions = {
  nod: { ...base, cycle: 0.95, parts: ['head'], build: (cast) => nodding(cast, cast.targets, cast.amount) },
  turn: {
    ...base,
    cycle: 2.6,
    parts: ['head'],
    build: (cast) => {
      const { pace, amount, direction } = cast
      // Told to which side, it looks there; else to both in turn.
      const look = direction === null ? cyclic(pace) : once(pace)
      const sign = sideways(direction)
      return cast.targets.map((head) => ({
        weight: head.member,
        about: pivotOf(head),
        pose: posing({
          x: scaled(look, sign * 0.14 * lengthOf(head) * amount),
          angle: scaled(look, sign * degrees(3) * amount),
          scaleX: (time) => -0.06 * Math.min(2, amount) * Math.abs(look(time)),
        }),
      }))
    },
  },
  walk: {
    ...base,
    cycle: 1.15,
    build: (cast) => striding(cast, { leg: 19, knee: 24, arm: 13, bob: 0.018, way: 0.55 }),
  },
  run: {
    ...base,
    cycle: 0.68,
    build: (cast) => striding(cast, { leg: 30, knee: 46, arm: 26, bob: 0.05, way: 1 }),
  },
  dance: { ...base, cycle: 1.1, aim: 'none', build: dancing },
  fly: { ...base, cycle: 0.85, held: 'middle', aim: 'any', build: flapping },
  drive: { ...base, cycle: 1.2, build: driving },
  smile: face,
  blink: face,
  talk: face,
  sing: face,
} satisfies Record<string, Motion>

import { chain } from '../rig/chain'
import { smooth } from '../rig/planes'
import { type Link, posing, scaled, summed } from '../rig/rig'
import { lengthOf, pivotOf } from '../rig/target'
import { behind, cyclic, travel } from '../rig/timing'
import { type Body, footOf, headed, onBody } from './body'
import { type Cast, degrees, sideways } from './motion'

/** Shifts of steps against one another: in turn for two legs, across for four. */
const gait = [0, 0.5, 0.5, 0]

interface Stride {
  leg: number
  knee: number
  arm: number
  bob: number
  way: number
}

/** Steps: legs that swing and bend, arms against them, a body that bobs and goes on where it is told to. */
export function striding(cast: Cast, { leg, knee, arm, bob, way }: Stride): Link[] {
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

import { chain } from '../rig/chain'
import { type Link, posing, scaled } from '../rig/rig'
import { pivotOf } from '../rig/target'
import { behind, cyclic } from '../rig/timing'
import { type Body, footOf, onBody } from './body'
import { type Cast, degrees } from './motion'

/** Arms up, feet in turn, a head against the beat; what has no limbs dances with its whole length. */
export function dancing(cast: Cast): Link[] {
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

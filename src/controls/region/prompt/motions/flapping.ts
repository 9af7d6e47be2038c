import { chain } from '../rig/chain'
import { type Link, posing, scaled, summed } from '../rig/rig'
import { pivotOf, tipOf } from '../rig/target'
import { cyclic, type Signal, travel } from '../rig/timing'
import { type Body, headed, onBody } from './body'
import { type Cast, degrees } from './motion'

/** Wings that beat, on a body that rises with every beat. */
export function flapping(cast: Cast): Link[] {
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

import { chain } from '../rig/chain'
import { smooth } from '../rig/planes'
import { type Link, posing, scaled, summed } from '../rig/rig'
import { stepping } from '../rig/stepping'
import { lengthOf, pivotOf } from '../rig/target'
import { behind, cyclic, lasting, travel } from '../rig/timing'
import { type Body, footOf, headed, onBody } from './body'
import { type Cast, degrees, sideways } from './motion'

/** Shifts of steps against one another: in turn for two legs; of four the hind ones set down before those across. */
const gaits: Record<number, readonly number[]> = { 3: [0.06, 0.56, 0.5], 4: [0.06, 0.56, 0.5, 0] }
const inTurn = [0, 0.5]

export interface Stride {
  /** Degrees by which legs and arms swing to each side, and by which a knee bends. */
  leg: number
  knee: number
  arm: number
  /** Share of a cycle in which a foot stands. */
  stands: number
  /** Rise of the body in the middle of a step, as a share of a leg; below 0: it sinks between steps, as the legs are spread. */
  rise: number
}

/** Steps: feet that stand go back as the ground does, the others are lifted and brought forward; arms go against them. */
export function striding(cast: Cast, stride: Stride): Link[] {
  const { shape, pace, amount, direction } = cast
  const legs = cast.find('legs')
  const sign = direction !== null ? sideways(direction) : headed(cast)
  const steady = shape.roles.legs.length > 0
  const long = legs.length > 0 ? Math.max(...legs.map(lengthOf)) : 0.4 * shape.box.height
  const [swing, knee] = [degrees(stride.leg), degrees(stride.knee)].map((most) => most * Math.min(2, amount)) as [
    number,
    number,
  ]
  // As far in a cycle as a foot that stands goes back.
  const cycles = (lasting(pace) * pace.speed) / pace.cycle
  const way = (cycles * 2 * long * Math.sin(swing)) / stride.stands / pace.speed
  // Four legs carry a body evenly.
  const height = stride.rise * long * amount * (shape.lying ? 0.4 : 1)
  const body: Body = {
    about: footOf(cast),
    pose: posing({
      x: direction === null ? undefined : scaled(travel(pace), sign * way),
      // What is cut off by the lower border only sinks: nothing may show below it.
      y: scaled(cyclic(pace, 'step'), steady && !shape.cut.bottom ? -height : Math.abs(height)),
      angle: scaled(cyclic(pace), degrees(steady ? (shape.frontal ? 1.2 : 0) : 2.5) * amount),
    }),
  }
  if (!steady) return onBody(cast, body, followed(cast))
  const shifts = gaits[legs.length] ?? inTurn
  const limbs = legs.flatMap((target, index) => {
    const step = stepping(pace, shifts[index % shifts.length] as number, stride.stands)
    if (shape.frontal) {
      // Seen from the front a step is a leg that becomes shorter.
      const shorter = scaled(step.lift, -0.13 * (stride.leg / 20) * Math.min(2, amount))
      return [
        {
          weight: target.member,
          about: pivotOf(target),
          pose: posing({ angle: scaled(step.fore, 0.12 * sign * swing), scaleY: shorter }),
        },
      ]
    }
    // One leg for two, as where they hide each other: it swings a little and hardly bends.
    const alone = legs.length === 1 ? 0.4 : 1
    const thigh = summed(scaled(step.fore, -sign * alone * swing), scaled(step.lift, -0.45 * sign * alone * knee))
    const shin = scaled(step.lift, sign * alone * knee)
    return chain(target, 7, (share) => summed(thigh, scaled(shin, smooth(0.38, 0.62, share))))
  })
  return onBody(cast, body, [...limbs, ...armsOf(cast, stride, sign), ...followed(cast)])
}

/** Each arm goes against the leg of its side; a hand comes after its elbow. */
function armsOf(cast: Cast, { arm }: Stride, sign: number): Link[] {
  const { shape, pace, amount } = cast
  if (shape.lying || shape.roles.arms.length === 0) return []
  return cast.find('arms').flatMap((target) => {
    const side = behind(pace, target.side < 0 ? 0 : 0.5)
    return chain(target, 6, (share) =>
      scaled(cyclic(side, 'swing', 0.1 * share), -sign * degrees(arm) * amount * (0.7 + 0.5 * share)),
    )
  })
}

/** What follows by its own weight: a head that nods a little with every step, a tail that swings. */
function followed(cast: Cast): Link[] {
  const { shape, pace, amount } = cast
  const links: Link[] = []
  if (shape.roles.head !== null && !shape.frontal)
    for (const head of cast.find('head')) {
      const angle = scaled(cyclic(pace, 'step', 0.12), headed(cast) * degrees(0.6) * amount)
      links.push({ weight: head.member, about: pivotOf(head), pose: posing({ angle }) })
    }
  if (shape.roles.tail !== null && shape.lying)
    for (const tail of cast.find('tail'))
      links.push(...chain(tail, 6, (share) => scaled(cyclic(pace, 'swing', 0.3 * share), degrees(4) * amount * share)))
  return links
}

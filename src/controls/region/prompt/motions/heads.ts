import { type Link, posing, scaled } from '../rig/rig'
import { lengthOf, pivotOf, type Target } from '../rig/target'
import { cyclic, once } from '../rig/timing'
import { middleOf } from '../shape/grid'
import { headed } from './body'
import { type Cast, degrees, sideways } from './motion'

// What heads do, and what stands for a face that does not move by itself yet.

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

/** Bows towards the side to which each looks, by a factor on what is usual. */
export function nodding(cast: Cast, heads: Target[], by: number): Link[] {
  return heads.map((head) => {
    const bow = scaled(cyclic(cast.pace, 'bow'), by)
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

/** Told to which side, heads look there; else to both in turn. */
export function turning({ pace, amount, direction, targets }: Cast): Link[] {
  const look = direction === null ? cyclic(pace) : once(pace)
  const sign = sideways(direction)
  return targets.map((head) => ({
    weight: head.member,
    about: pivotOf(head),
    pose: posing({
      x: scaled(look, sign * 0.14 * lengthOf(head) * amount),
      angle: scaled(look, sign * degrees(3) * amount),
      scaleX: (time) => -0.06 * Math.min(2, amount) * Math.abs(look(time)),
    }),
  }))
}

/** Until the face moves by itself: breath and small nods. */
export function standIn(cast: Cast): Link[] {
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

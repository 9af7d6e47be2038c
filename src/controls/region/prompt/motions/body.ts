import type { Point } from '../../../../core/geometry'
import { plane, times } from '../rig/planes'
import { carried, type Link, type LinkPose } from '../rig/rig'
import type { Cast } from './motion'

// A body that carries limbs, and which way it looks.

export interface Body {
  about: Point
  pose(time: number): LinkPose
}

/** Limbs on a body: each link carried along, and the rest of the thing with the body itself. Shares add up to 1 at most. */
export function onBody(cast: Cast, body: Body, limbs: Link[]): Link[] {
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
export function footOf({ shape: { box, centre } }: Cast): Point {
  return { x: centre.x, y: box.bottom }
}

/** To which side it looks: 1 to the right. */
export function headed({ shape }: Cast): 1 | -1 {
  const { roles, limbs, trunk, axis } = shape
  const head = roles.head === null ? undefined : limbs[roles.head]
  const tail = roles.tail === null ? undefined : limbs[roles.tail]
  const aside = head ? head.tip.x - trunk.x : 0
  if (head && (shape.lying || Math.abs(aside) > 0.5 * trunk.radius)) return aside >= 0 ? 1 : -1
  if (tail) return tail.tip.x > trunk.x ? -1 : 1
  return shape.lying && axis.x < 0 ? -1 : 1
}

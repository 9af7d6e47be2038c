import type { Point } from '../../../../core/geometry'
import type { Limb } from '../shape/limbs'
import type { Shape } from '../shape/shape'
import { plane, projection, smooth, softened } from './planes'
import type { Target } from './target'

// What of a thing is told by its outline, or by hand.

/** All of the thing, from one place to another. */
export function straight(shape: Shape, pivot: Point, tip: Point): Target {
  return { member: plane(shape, () => 1), along: projection(shape, pivot, tip), spine: [pivot, tip], side: 0 }
}

/** All of the thing, from where it is held. */
export function wholeOf(shape: Shape): Target {
  return straight(shape, shape.hold.pivot, shape.hold.tip)
}

/** A limb with a soft joint, and what hangs on it. */
export function limbTarget(shape: Shape, index: number): Target {
  const limb = shape.limbs[index] as Limb
  const soft = 0.35 * limb.width
  const here = (cell: number) =>
    shape.limbOf[cell] === index ? (shape.arcOf[cell] as number) : Number.NEGATIVE_INFINITY
  const member = plane(shape, (_x, _y, cell) => smooth(-soft, soft, here(cell)))
  const along = plane(shape, (_x, _y, cell) => Math.min(1, Math.max(0, here(cell) / limb.length)))
  const reach = (0.2 * limb.width) / shape.grid.cellX
  return {
    member: softened(shape, member, reach),
    along: softened(shape, along, reach),
    spine: limb.spine,
    side: sideOf(shape, limb),
  }
}

/** What lies beyond a place, on the way to another, about as wide as the thing is there. */
export function corridor(shape: Shape, pivot: Point, tip: Point): Target {
  const length = Math.max(1, Math.hypot(tip.x - pivot.x, tip.y - pivot.y))
  const [ux, uy] = [(tip.x - pivot.x) / length, (tip.y - pivot.y) / length]
  const member = plane(shape, (x, y) => {
    const [dx, dy] = [x - pivot.x, y - pivot.y]
    const ahead = (dx * ux + dy * uy) / length
    const off = Math.abs(dx * uy - dy * ux) / length
    return smooth(-0.08, 0.16, ahead) * (1 - smooth(0.5, 0.75, off)) * (1 - smooth(1.4, 1.7, ahead))
  })
  return { member, along: projection(shape, pivot, tip), spine: [pivot, tip], side: tip.x < shape.centre.x ? -1 : 1 }
}

function sideOf(shape: Shape, limb: Limb): -1 | 1 {
  return limb.joint.x + limb.tip.x < 2 * shape.trunk.x ? -1 : 1
}

import type { Point } from '../../../../core/geometry'
import { rowWidths } from '../shape/hold'
import type { Shape } from '../shape/shape'
import { middleWithin, plane, projection, smooth, softened, times } from './planes'
import type { Target } from './target'

// Where parts would likely be, by the outline's proportions alone.

/** Whether all of it is a head, as in a picture of a face. */
export function headAlone({ roles, lying, grid, box }: Shape): boolean {
  if (roles.legs.length > 1 || roles.tail !== null || roles.arms.length > 1) return false
  return lying ? box.width < 1.7 * box.height : box.height < 1.5 * box.width && neckOf(rowWidths(grid)) < 0
}

/** From the neck up: the narrowest row below a wider head, or a quarter of the height. Of what lies, the end that is its head. */
export function headBand(shape: Shape): Target {
  if (shape.lying) return band(shape, { x: headward(shape), y: 0 }, 0.32)
  const rows = rowWidths(shape.grid)
  const neck = neckOf(rows)
  return band(shape, { x: 0, y: -1 }, neck > 0 ? neck / rows.length : 0.27)
}

/**
 * A head on no neck that an outline shows, as of a toy, whose limb is but its crown: from between it and the arms up;
 * without arms from the middle of the trunk. Null: the limb is the head.
 */
export function crowned(shape: Shape, index: number): Target | null {
  const { limbs, limbOf, roles, trunk, box, grid } = shape
  const limb = limbs[index]
  if (!limb || shape.lying || limb.length > 2 * trunk.radius) return null
  if (Math.abs(limb.tip.x - trunk.x) > 0.8 * trunk.radius) return null
  const row = rowWidths(grid)[Math.round((limb.joint.y - box.top) / grid.cellY)] ?? 0
  if (row * grid.cellX < 1.7 * trunk.radius) return null
  const shoulders = Math.min(...roles.arms.map((arm) => limbs[arm]?.joint.y ?? box.bottom))
  const seam = roles.arms.length === 2 ? (limb.joint.y + shoulders) / 2 : trunk.y
  if (seam < limb.joint.y) return null
  const others = new Set([...roles.arms, ...roles.legs])
  const top = band(shape, { x: 0, y: -1 }, (seam - box.top) / box.height)
  const own = plane(shape, (x, _y, cell) =>
    others.has(limbOf[cell] as number) ? 0 : 1 - smooth(1.5, 2, Math.abs(x - limb.joint.x) / trunk.radius),
  )
  return {
    ...top,
    member: softened(shape, times(top.member, own), 2),
    spine: [
      { x: limb.joint.x, y: seam },
      { x: limb.joint.x, y: box.top },
    ],
  }
}

/** The narrowest row under a wider one, in the upper half; -1: none. */
function neckOf(rows: readonly number[]): number {
  const tall = rows.length
  let neck = -1
  let widest = 0
  for (let i = Math.floor(0.02 * tall); i < 0.45 * tall; i++) {
    const row = rows[i] as number
    widest = Math.max(widest, row)
    if (i > 0.1 * tall && row < 0.85 * widest && (neck < 0 || row < (rows[neck] as number))) neck = i
  }
  return neck
}

/** -1: the head is to the left. */
export function headward(shape: Shape): -1 | 1 {
  const { roles, limbs, axis } = shape
  const head = roles.head === null ? undefined : limbs[roles.head]
  const tail = roles.tail === null ? undefined : limbs[roles.tail]
  if (head) return head.tip.x > shape.trunk.x ? 1 : -1
  if (tail) return tail.tip.x > shape.trunk.x ? -1 : 1
  return axis.x >= 0 ? 1 : -1
}

/** The share of the thing that lies farthest in a direction (along x or y). */
export function band(shape: Shape, way: Point, share: number): Target {
  const { box } = shape
  const size = way.x !== 0 ? box.width : box.height
  const edge = way.x > 0 ? box.right : way.x < 0 ? -box.left : way.y > 0 ? box.bottom : -box.top
  // 0 at the seam, 1 at the far end.
  const far = (x: number, y: number) => 1 - (edge - (x * way.x + y * way.y)) / (share * size)
  const middle = middleWithin(shape, (x, y) => Math.abs(far(x, y)) < 0.25)
  const end = middleWithin(shape, (x, y) => far(x, y) > 0.8)
  const seam = edge - share * size
  const pivot = way.x !== 0 ? { x: seam * way.x, y: middle.y } : { x: middle.x, y: seam * way.y }
  const tip = way.x !== 0 ? { x: edge * way.x, y: end.y } : { x: end.x, y: edge * way.y }
  const side = way.x < 0 ? -1 : way.x > 0 ? 1 : 0
  return {
    member: plane(shape, (x, y) => smooth(-0.25, 0.25, far(x, y))),
    along: plane(shape, (x, y) => Math.min(1, Math.max(0, far(x, y)))),
    spine: [pivot, tip],
    side,
  }
}

/** An upper corner, where an ear would be. */
export function corner(shape: Shape, side: -1 | 1): Target {
  const { box } = shape
  const top = band(shape, { x: 0, y: -1 }, 0.2)
  const x = box.left + box.width * (side < 0 ? 0.25 : 0.75)
  const member = times(
    top.member,
    plane(shape, (px) => smooth(0.02, 0.2, (side * (px - shape.centre.x)) / box.width)),
  )
  return {
    ...top,
    member,
    spine: [
      { x, y: box.top + 0.2 * box.height },
      { x, y: box.top },
    ],
    side,
  }
}

/** What lies beside the trunk, where an arm or a wing would be. */
export function flank(shape: Shape, side: -1 | 1): Target {
  const { box, centre } = shape
  const edge = side < 0 ? box.left : box.right
  const half = Math.abs(edge - centre.x)
  const pivot = { x: centre.x + side * 0.45 * half, y: box.top + 0.36 * box.height }
  const member = plane(
    shape,
    (x, y) =>
      smooth(0.4, 0.7, (side * (x - centre.x)) / half) *
      smooth(0.18, 0.32, (y - box.top) / box.height) *
      (1 - smooth(0.66, 0.8, (y - box.top) / box.height)),
  )
  const tip = { x: edge, y: box.top + 0.6 * box.height }
  return { member, along: projection(shape, pivot, tip), spine: [pivot, tip], side }
}

/** One half of the lower part, where a leg would be. */
export function half(shape: Shape, side: -1 | 1): Target {
  const { box, centre } = shape
  const low = band(shape, { x: 0, y: 1 }, 0.38)
  const x = centre.x + (side * box.width) / 5
  const member = times(
    low.member,
    plane(shape, (px) => smooth(-0.06, 0.06, (side * (px - centre.x)) / box.width)),
  )
  return {
    ...low,
    member,
    spine: [
      { x, y: box.bottom - 0.38 * box.height },
      { x, y: box.bottom },
    ],
    side,
  }
}

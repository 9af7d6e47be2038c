import type { Point } from '../../../../core/geometry'
import type { Plane } from '../../../../core/image'
import { middleOf } from '../shape/grid'
import { rowWidths } from '../shape/hold'
import type { Limb } from '../shape/limbs'
import type { Shape } from '../shape/shape'
import type { PartName } from '../state'
import type { Target } from './target'

/** The targets that a part's name means, and whether the outline shows it; otherwise they are where it would likely be. */
export interface Found {
  targets: Target[]
  sure: boolean
}

/** Where a person has said that it is held and ends. */
export interface Handles {
  pivot?: Point
  tip?: Point
}

export function findPart(shape: Shape, part: PartName, handles: Handles = {}): Found {
  const found = guess(shape, part)
  const [only] = found.targets
  if (!only || found.targets.length > 1 || (!handles.pivot && !handles.tip)) return found
  const pivot = handles.pivot ?? (only.spine[0] as Point)
  const tip = handles.tip ?? (only.spine.at(-1) as Point)
  if (part === 'whole') return { targets: [straight(shape, pivot, tip)], sure: true }
  // A part that was only guessed is where the handles say.
  if (!found.sure && handles.pivot && handles.tip) return { targets: [corridor(shape, pivot, tip)], sure: true }
  return { targets: [{ ...only, spine: [pivot, ...only.spine.slice(1, -1), tip] }], sure: found.sure }
}

/** All of the thing, from one place to another. */
export function straight(shape: Shape, pivot: Point, tip: Point): Target {
  return { member: plane(shape, () => 1), along: projection(shape, pivot, tip), spine: [pivot, tip], side: 0 }
}

/** All of the thing, from where it is held. */
export function wholeOf(shape: Shape): Target {
  return straight(shape, shape.hold.pivot, shape.hold.tip)
}

function guess(shape: Shape, part: PartName): Found {
  const { roles, box, trunk } = shape
  const several = (indices: readonly number[], instead: () => Target[]): Found =>
    indices.length > 0
      ? { targets: indices.map((index) => limbTarget(shape, index)), sure: true }
      : { targets: instead(), sure: false }
  /** The subject's left is on the picture's right. */
  const sided = (found: Found, side: 'left' | 'right'): Found => {
    const sorted = found.targets.toSorted((a, b) => middle(a) - middle(b))
    const one = side === 'left' ? sorted.at(-1) : sorted[0]
    return { targets: one ? [one] : [], sure: found.sure }
  }
  switch (part) {
    case 'whole':
      return { targets: [wholeOf(shape)], sure: true }
    case 'head':
      if (roles.head !== null) return several([roles.head], () => [])
      return headAlone(shape)
        ? {
            targets: [straight(shape, { x: shape.centre.x, y: box.bottom }, { x: shape.centre.x, y: box.top })],
            sure: true,
          }
        : { targets: [headBand(shape)], sure: !shape.lying }
    case 'tail':
      return several(roles.tail === null ? [] : [roles.tail], () => [
        shape.lying
          ? band(shape, { x: -headward(shape), y: 0 }, 0.3)
          : band(shape, { x: 0, y: shape.hold.kind === 'hang' ? -1 : 1 }, 0.3),
      ])
    case 'ears':
      return several(roles.ears, () => [corner(shape, -1), corner(shape, 1)])
    case 'arms':
      return several(roles.arms, () => [flank(shape, -1), flank(shape, 1)])
    case 'wings':
      return several(roles.wings, () => [flank(shape, -1), flank(shape, 1)])
    case 'legs':
      return several(roles.legs, () => [half(shape, -1), half(shape, 1)])
    case 'left arm':
    case 'right arm':
      return sided(guess(shape, 'arms'), part === 'left arm' ? 'left' : 'right')
    case 'left wing':
    case 'right wing':
      return sided(guess(shape, 'wings'), part === 'left wing' ? 'left' : 'right')
    case 'left leg':
    case 'right leg':
      return sided(guess(shape, 'legs'), part === 'left leg' ? 'left' : 'right')
    case 'wheels':
      return {
        targets: shape.wheels.map(({ x, y, radius }) => ({
          member: plane(shape, (px, py) => 1 - smooth(0.9, 1.06, Math.hypot(px - x, py - y) / radius)),
          along: plane(shape, () => 1),
          spine: [
            { x, y },
            { x: x + radius, y },
          ],
          side: 0,
        })),
        sure: shape.wheels.length > 0,
      }
    case 'body': {
      const reach = Math.max(
        trunk.radius,
        0.25 * Math.min(box.width, box.height),
        0.15 * Math.max(box.width, box.height),
      )
      const member = plane(shape, (x, y) => 1 - smooth(0.7, 1.9, Math.hypot(x - trunk.x, y - trunk.y) / reach))
      const spine = [
        { x: trunk.x, y: trunk.y + reach },
        { x: trunk.x, y: trunk.y - reach },
      ]
      return { targets: [{ member, along: plane(shape, () => 1), spine, side: 0 }], sure: true }
    }
    case 'top':
      return { targets: [band(shape, { x: 0, y: -1 }, 0.45)], sure: true }
    case 'bottom':
      return { targets: [band(shape, { x: 0, y: 1 }, 0.45)], sure: true }
  }
}

/** A limb with a soft joint, and what hangs on it. */
function limbTarget(shape: Shape, index: number): Target {
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
function corridor(shape: Shape, pivot: Point, tip: Point): Target {
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

/** Whether all of it is a head, as in a picture of a face. */
function headAlone({ roles, lying, grid, box }: Shape): boolean {
  if (roles.legs.length > 1 || roles.tail !== null || roles.arms.length > 1) return false
  return lying ? box.width < 1.7 * box.height : box.height < 1.5 * box.width && neckOf(rowWidths(grid)) < 0
}

/** From the neck up: the narrowest row below a wider head, or a quarter of the height. Of what lies, the end that is its head. */
function headBand(shape: Shape): Target {
  if (shape.lying) return band(shape, { x: headward(shape), y: 0 }, 0.32)
  const rows = rowWidths(shape.grid)
  const neck = neckOf(rows)
  return band(shape, { x: 0, y: -1 }, neck > 0 ? neck / rows.length : 0.27)
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
function headward(shape: Shape): -1 | 1 {
  const { roles, limbs, axis } = shape
  const head = roles.head === null ? undefined : limbs[roles.head]
  const tail = roles.tail === null ? undefined : limbs[roles.tail]
  if (head) return head.tip.x > shape.trunk.x ? 1 : -1
  if (tail) return tail.tip.x > shape.trunk.x ? -1 : 1
  return axis.x >= 0 ? 1 : -1
}

/** The share of the thing that lies farthest in a direction (along x or y). */
function band(shape: Shape, way: Point, share: number): Target {
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
function corner(shape: Shape, side: -1 | 1): Target {
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
function flank(shape: Shape, side: -1 | 1): Target {
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
function half(shape: Shape, side: -1 | 1): Target {
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

function sideOf(shape: Shape, limb: Limb): -1 | 1 {
  return limb.joint.x + limb.tip.x < 2 * shape.trunk.x ? -1 : 1
}

const middle = ({ spine }: Target) => ((spine[0] as Point).x + (spine.at(-1) as Point).x) / 2

function projection(shape: Shape, from: Point, to: Point): Plane {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const square = Math.max(1, dx * dx + dy * dy)
  return plane(shape, (x, y) => Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / square)))
}

function middleWithin(shape: Shape, belongs: (x: number, y: number) => boolean): Point {
  let [x, y, n] = [0, 0, 0]
  shape.grid.inside.forEach((value, cell) => {
    if (!value) return
    const at = middleOf(shape.grid, cell)
    if (!belongs(at.x, at.y)) return
    x += at.x
    y += at.y
    n++
  })
  return n > 0 ? { x: x / n, y: y / n } : shape.centre
}

/** A plane over the shape's grid by a function of places (picture pixels). */
export function plane({ grid }: Shape, value: (x: number, y: number, cell: number) => number): Plane {
  const data = new Float32Array(grid.width * grid.height)
  for (let row = 0, cell = 0; row < grid.height; row++)
    for (let column = 0; column < grid.width; column++, cell++)
      data[cell] = value((column + 0.5) * grid.cellX, (row + 0.5) * grid.cellY, cell)
  return { width: grid.width, height: grid.height, data }
}

export function times(a: Plane, b: Plane): Plane {
  return { ...a, data: a.data.map((value, i) => value * (b.data[i] as number)) }
}

/** Evened out within the thing over about `reach` cells, so that no seam runs through it; outside as where it is nearest. */
function softened(shape: Shape, { width, height, data }: Plane, reach: number): Plane {
  const { inside } = shape.grid
  let from = data
  // Each round of 3 x 3 means adds 2/3 of a square cell to the variance.
  const rounds = Math.max(1, Math.min(40, Math.round(1.5 * reach * reach)))
  for (let round = 0; round < rounds; round++) {
    const to = new Float32Array(data.length)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const cell = y * width + x
        if (!inside[cell]) continue
        let [sum, n] = [0, 0]
        for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
          for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
            if (!inside[row * width + column]) continue
            sum += from[row * width + column] as number
            n++
          }
        to[cell] = sum / n
      }
    from = to
  }
  return { width, height, data: data.map((_, cell) => from[shape.nearest[cell] as number] as number) }
}

/** 0 below `from`, 1 above `to`, smooth between (cubic). */
export function smooth(from: number, to: number, value: number): number {
  const share = Math.max(0, Math.min(1, (value - from) / (to - from)))
  return share * share * (3 - 2 * share)
}

import type { Point, Size } from '../../../../core/geometry'
import type { Mask } from '../../../../core/image'
import { depthInside } from './distance'
import { type Grid, gridOf, middleOf } from './grid'
import { type Cut, cutOf, type Hold, holdOf, poleOf } from './hold'
import { type Limbs, limbsOf } from './limbs'
import { type Roles, rolesOf } from './roles'
import { type Circle, wheelsOf } from './wheels'

/** What can be told of a thing by its outline alone; places and lengths in picture pixels. */
export interface Shape extends Limbs {
  grid: Grid
  box: { left: number; top: number; right: number; bottom: number; width: number; height: number }
  centre: Point
  /** The middle of the trunk and its half width. */
  trunk: Point & { radius: number }
  hold: Hold
  cut: Cut
  pole: Hold
  /** Along its longest extent, from the slenderer end to the thicker one; unit length. */
  axis: Point
  /** Wider than tall: stands on four legs, swims, drives. */
  lying: boolean
  /** As seen from the front or the back: left and right half are alike. */
  frontal: boolean
  wheels: Circle[]
  roles: Roles
}

/** Whether it hangs on something, and is not just cut off by the picture's upper border as a sail may be. */
export function hangs({ hold, cut }: Shape): boolean {
  return hold.kind === 'hang' && !cut.top
}

/** Shapes of the masks seen last: dragging a slider asks for the same one again and again. */
const kept: { key: string; shape: Shape | null }[] = []
const mostKept = 8

/** The shape of a thing; null: the mask is empty. Answers at once for a mask that was asked for lately. */
export function shapeOf(mask: Mask, picture: Size): Shape | null {
  const key = `${mask.width} ${mask.height} ${picture.width} ${picture.height} ${fingerprint(mask.data)}`
  const at = kept.findIndex((entry) => entry.key === key)
  const entry = at >= 0 ? (kept.splice(at, 1)[0] as (typeof kept)[number]) : { key, shape: analyse(mask, picture) }
  kept.unshift(entry)
  kept.splice(mostKept)
  return entry.shape
}

function analyse(mask: Mask, picture: Size): Shape | null {
  const grid = gridOf(mask, picture)
  if (!grid) return null
  const depthOf = depthInside(grid)
  const limbs = limbsOf(grid, depthOf)
  const { box: cells, cellX, cellY } = grid
  const box = {
    left: cells.left * cellX,
    top: cells.top * cellY,
    right: (cells.right + 1) * cellX,
    bottom: (cells.bottom + 1) * cellY,
    width: (cells.right + 1 - cells.left) * cellX,
    height: (cells.bottom + 1 - cells.top) * cellY,
  }
  const trunk = { ...middleOf(grid, limbs.core), radius: (limbs.depth * (cellX + cellY)) / 2 }
  const { centre, axis } = momentsOf(grid)
  const lying = box.width > 1.2 * box.height
  return {
    ...limbs,
    grid,
    box,
    centre,
    axis,
    trunk,
    hold: holdOf(grid),
    cut: cutOf(grid),
    pole: poleOf(grid),
    lying,
    frontal: likeness(grid, centre.x / cellX) > 0.78,
    wheels: wheelsOf(grid),
    roles: rolesOf(limbs.limbs, box, trunk, lying),
  }
}

/** Centre and principal axis, turned towards the end with more of the thing near it. */
function momentsOf(grid: Grid): { centre: Point; axis: Point } {
  const { inside } = grid
  let [x, y, n] = [0, 0, 0]
  inside.forEach((value, cell) => {
    if (!value) return
    const at = middleOf(grid, cell)
    x += at.x
    y += at.y
    n++
  })
  const centre = { x: x / n, y: y / n }
  let [xx, xy, yy] = [0, 0, 0]
  inside.forEach((value, cell) => {
    if (!value) return
    const at = middleOf(grid, cell)
    const [dx, dy] = [at.x - centre.x, at.y - centre.y]
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  })
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy)
  const [ax, ay] = [Math.cos(angle), Math.sin(angle)]
  // Third moment: a long slender tail pulls it to its own side, away from the thick head.
  let skew = 0
  inside.forEach((value, cell) => {
    if (!value) return
    const at = middleOf(grid, cell)
    skew += ((at.x - centre.x) * ax + (at.y - centre.y) * ay) ** 3
  })
  const sign = skew > 0 ? -1 : 1
  return { centre, axis: { x: ax * sign, y: ay * sign } }
}

/** Overlap (IoU) of a thing with its mirror image about a column. */
function likeness({ width, height, inside }: Grid, column: number): number {
  let [both, either] = [0, 0]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const other = Math.round(2 * column - x - 1)
      const [a, b] = [inside[y * width + x], other >= 0 && other < width ? inside[y * width + other] : 0]
      if (a && b) both++
      if (a || b) either++
    }
  return either > 0 ? both / either : 0
}

/** FNV-1a over the bytes, to tell masks apart. */
function fingerprint(data: Uint8Array): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < data.length; i++) hash = Math.imul(hash ^ (data[i] as number), 0x01000193)
  return hash >>> 0
}

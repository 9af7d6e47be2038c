import type { Point } from '../../../../core/geometry'
import { type Grid, middleOf } from './grid'
import { walk } from './walk'

/** What sticks out of a thing: an arm, a leg, a neck with its head, a tail. */
export interface Limb {
  /** Where it leaves the trunk, and its far end; picture pixels. */
  joint: Point
  tip: Point
  /** From the joint to the tip, picture pixels a step of a cell. */
  spine: Point[]
  /** Picture pixels. */
  length: number
  width: number
}

/** Limbs, and for every cell of the grid to which it belongs and how far past its joint. */
export interface Limbs {
  limbs: Limb[]
  /** Cell that lies deepest inside, and how deep, in cells. */
  core: number
  depth: number
  /** Index of a cell's limb, or -1 for the trunk. Cells outside belong where the nearest one inside does. */
  limbOf: Int16Array
  /** Way along the limb from its joint, picture pixels; negative before it. */
  arcOf: Float32Array
  /** The nearest cell inside, by index: of a cell inside, itself. */
  nearest: Int32Array
}

/** Most ends that are looked for. */
const mostEnds = 14

/**
 * Limbs by the curve skeleton of the shape: from its deepest cell, always to the farthest cell that is left, along the
 * middle (TEASAR, Sato et al. 2000). A branch is a limb from where it leaves the disc about its fork, if it is long and slender.
 */
export function limbsOf(grid: Grid, depthOf: Float32Array): Limbs {
  const { inside, box } = grid
  const step = (grid.cellX + grid.cellY) / 2
  const least = Math.max(3, 0.13 * Math.max(box.right - box.left + 1, box.bottom - box.top + 1))
  let core = 0
  depthOf.forEach((value, cell) => {
    if (value > (depthOf[core] as number)) core = cell
  })
  const depth = depthOf[core] as number
  const parent = new Map<number, number>([[core, -1]])
  const ends = findEnds(grid, depthOf, parent, least)
  const passed = new Map<number, number>()
  for (const end of ends)
    for (let at = end; at >= 0; at = parent.get(at) ?? -1) passed.set(at, (passed.get(at) ?? 0) + 1)

  const limbs: Limb[] = []
  const label = new Map<number, { limb: number; arc: number }>()
  for (const end of ends) {
    const cells: number[] = []
    let at = end
    while (at >= 0 && passed.get(at) === 1 && at !== core) {
      cells.push(at)
      at = parent.get(at) ?? -1
    }
    const fork = at < 0 ? core : at
    cells.push(fork)
    cells.reverse()
    const reach = 0.9 * (depthOf[fork] as number)
    const joint = cells.findIndex((cell) => cellsApart(grid, cell, fork) > reach)
    if (joint < 0) continue
    const arcs = arcsOf(grid, cells, joint)
    const length = arcs.at(-1) as number
    const middle = cells.slice(joint, joint + Math.max(1, Math.ceil((cells.length - joint) * 0.8)))
    const width = (2 * step * middle.reduce((sum, cell) => sum + (depthOf[cell] as number), 0)) / middle.length
    const slender = width < 1.5 * depth * step ? length > 0.75 * width : ends.length > 2 && length > 3 * width
    if (length < 0.8 * least * step || !slender) continue
    const spine = cells.slice(joint).map((cell) => middleOf(grid, cell))
    cells.forEach((cell, i) => {
      label.set(cell, { limb: limbs.length, arc: arcs[i] as number })
    })
    limbs.push({ joint: spine[0] as Point, tip: spine.at(-1) as Point, spine: even(spine), length, width })
  }

  const limbOf = new Int16Array(inside.length).fill(-1)
  const arcOf = new Float32Array(inside.length)
  const near = walk(grid, parent.keys(), (cell) => (inside[cell] ? 1 : Number.POSITIVE_INFINITY))
  const seen = [...inside.keys()].filter((cell) => Number.isFinite(near.far[cell] as number))
  const beyond = walk(grid, seen, () => 1)
  for (let cell = 0; cell < inside.length; cell++) {
    const own = near.origin[beyond.origin[cell] as number] as number
    // A twig that is no limb of its own goes with what it grows on.
    let at = own
    while (!label.has(at) && (parent.get(at) ?? -1) >= 0) at = parent.get(at) as number
    const found = label.get(at)
    if (!found) continue
    limbOf[cell] = found.limb
    arcOf[cell] = found.arc
  }
  return { limbs, core, depth, limbOf, arcOf, nearest: beyond.origin }
}

/** Ends that stick out, the farthest first; grows the tree of middle lines. */
function findEnds(grid: Grid, depthOf: Float32Array, parent: Map<number, number>, least: number): number[] {
  const { inside } = grid
  const ends: number[] = []
  const through = (cell: number) => (inside[cell] ? 1 : Number.POSITIVE_INFINITY)
  const along = (cell: number) => (inside[cell] ? 1 / ((depthOf[cell] as number) + 0.3) ** 2 : Number.POSITIVE_INFINITY)
  for (let round = 0; round < mostEnds; round++) {
    const ways = walk(grid, parent.keys(), through)
    let end = -1
    for (let cell = 0; cell < inside.length; cell++) {
      const far = ways.far[cell] as number
      if (Number.isFinite(far) && (end < 0 || far > (ways.far[end] as number))) end = cell
    }
    if (end < 0 || (ways.far[end] as number) < least) break
    const back = walk(grid, [end], along, (cell) => parent.has(cell))
    const attached = back.end
    if (attached < 0) break
    // From where the tree is met, the way leads back to the end.
    for (let at = attached; at !== end; ) {
      const next = back.from[at] as number
      if (!parent.has(next)) parent.set(next, at)
      at = next
    }
    if ((ways.far[end] as number) - (depthOf[attached] as number) >= least) ends.push(end)
  }
  return ends
}

function cellsApart(grid: Grid, a: number, b: number): number {
  return Math.hypot((a % grid.width) - (b % grid.width), Math.floor(a / grid.width) - Math.floor(b / grid.width))
}

/** Way from the joint to each cell of a line, picture pixels. */
function arcsOf(grid: Grid, cells: number[], joint: number): number[] {
  const places = cells.map((cell) => middleOf(grid, cell))
  const arcs = [0]
  for (let i = 1; i < places.length; i++) {
    const [a, b] = [places[i - 1] as Point, places[i] as Point]
    arcs.push((arcs[i - 1] as number) + Math.hypot(b.x - a.x, b.y - a.y))
  }
  return arcs.map((arc) => arc - (arcs[joint] as number))
}

/** A line without the stairs of its cells. */
function even(line: Point[]): Point[] {
  return line.map((place, i) => {
    const near = line.slice(Math.max(0, i - 2), i + 3)
    if (i === 0 || i === line.length - 1) return place
    return {
      x: near.reduce((sum, { x }) => sum + x, 0) / near.length,
      y: near.reduce((sum, { y }) => sum + y, 0) / near.length,
    }
  })
}

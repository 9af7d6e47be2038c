import type { Size } from '../../core/geometry'
import type { Picture } from '../../core/image'
import { createPicture } from '../../core/image'

/** A moment that has holes: what the condition graph is told of it, on the grid of latent cells. */
export interface HoleMoment {
  /** Which of the clip's moments it is. */
  moment: number
  /** Index of the first frame that shows this moment; its noise goes by it. */
  frame: number
  /** [h, w, 2]: where each cell reads the still, x and y in -1..1 from border to border. */
  backward: Float32Array<ArrayBuffer>
  /** [1, h, w]: share of the cell in which no source pixel is seen. */
  hole: Float32Array<ArrayBuffer>
}

/** A rectangle of latent cells, or of pixels. */
export interface Box extends Size {
  x: number
  y: number
}

/** Cells around the holes that networks which look only near are shown. */
const nearMargin = 8
/** Sides of a region are multiples of this, so that few different sizes come up. */
const regionUnit = 4
/** A region larger than this share of the whole is not worth being cut out. */
const worthwhile = 0.75

/** The smallest box of cells that holds every hole of a moment, with a margin, within the grid; null where there is none. */
export function holeBox({ hole }: Pick<HoleMoment, 'hole'>, grid: Size, margin = 0): Box | null {
  const reach = new Reach()
  for (let y = 0; y < grid.height; y++)
    for (let x = 0; x < grid.width; x++) if ((hole[y * grid.width + x] as number) > 0) reach.add(x, y)
  return reach.empty ? null : reach.box(grid, margin)
}

/** What networks that look only near have to be shown of a moment: its holes, what lies around them, and the places of the still seen there. */
export function seenBox(moment: Pick<HoleMoment, 'hole' | 'backward'>, grid: Size): Box | null {
  const holes = holeBox(moment, grid, nearMargin)
  if (!holes) return null
  const reach = new Reach()
  reach.addBox(holes)
  for (let y = holes.y; y < holes.y + holes.height; y++)
    for (let x = holes.x; x < holes.x + holes.width; x++) {
      const at = 2 * (y * grid.width + x)
      const column = (((moment.backward[at] as number) + 1) / 2) * grid.width
      const row = (((moment.backward[at + 1] as number) + 1) / 2) * grid.height
      reach.add(clamp(Math.floor(column), grid.width - 1), clamp(Math.floor(row), grid.height - 1))
    }
  return reach.box(grid, 1)
}

/** The smallest box around both. */
export function around(a: Box | null, b: Box | null): Box | null {
  if (!a || !b) return a ?? b
  const reach = new Reach()
  reach.addBox(a)
  reach.addBox(b)
  return reach.box({ width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY }, 0)
}

/** A box with that many cells more on each side, within the grid. */
export function widenedBox({ x, y, width, height }: Box, grid: Size, margin: number): Box {
  const reach = new Reach()
  reach.addBox({ x, y, width, height })
  return reach.box(grid, margin)
}

/** The part of the grid that has to be computed where networks look only near, for what is `seen`. */
export function nearRegion(seen: Box, grid: Size, least: number): Box {
  const across = widened(seen.x, seen.width, grid.width, least)
  const down = widened(seen.y, seen.height, grid.height, least)
  const region = { x: across.from, y: down.from, width: across.length, height: down.length }
  const share = (region.width * region.height) / (grid.width * grid.height)
  return share > worthwhile ? { x: 0, y: 0, ...grid } : region
}

/** A moment as it is within a region: the same places of the still, told from the region's borders. */
export function cropMoment(moment: HoleMoment, grid: Size, region: Box): HoleMoment {
  const { x: left, y: top, width, height } = region
  const backward = new Float32Array(2 * width * height)
  const hole = new Float32Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (top + y) * grid.width + left + x
      const to = y * width + x
      const column = (((moment.backward[2 * from] as number) + 1) / 2) * grid.width
      const row = (((moment.backward[2 * from + 1] as number) + 1) / 2) * grid.height
      backward[2 * to] = (2 * (column - left)) / width - 1
      backward[2 * to + 1] = (2 * (row - top)) / height - 1
      hole[to] = moment.hole[from] as number
    }
  return { ...moment, backward, hole }
}

/** Part of a picture. */
export function cropPicture(picture: Picture, box: Box): Picture {
  if (box.width === picture.width && box.height === picture.height) return picture
  const out = createPicture(box.width, box.height)
  for (let row = 0; row < box.height; row++) {
    const from = 4 * ((box.y + row) * picture.width + box.x)
    out.data.set(picture.data.subarray(from, from + 4 * box.width), 4 * row * box.width)
  }
  return out
}

/** A box of cells in pixels. */
export function scaled(box: Box, factor: number): Box {
  return { x: box.x * factor, y: box.y * factor, width: box.width * factor, height: box.height * factor }
}

class Reach {
  private left = Number.POSITIVE_INFINITY
  private top = Number.POSITIVE_INFINITY
  private right = 0
  private bottom = 0

  get empty(): boolean {
    return this.right === 0
  }

  addBox({ x, y, width, height }: Box): void {
    this.add(x, y)
    this.add(x + width - 1, y + height - 1)
  }

  add(x: number, y: number): void {
    this.left = Math.min(this.left, x)
    this.top = Math.min(this.top, y)
    this.right = Math.max(this.right, x + 1)
    this.bottom = Math.max(this.bottom, y + 1)
  }

  box(grid: Size, margin: number): Box {
    const x = Math.max(0, this.left - margin)
    const y = Math.max(0, this.top - margin)
    return {
      x,
      y,
      width: Math.min(grid.width, this.right + margin) - x,
      height: Math.min(grid.height, this.bottom + margin) - y,
    }
  }
}

/** A stretch made longer to a multiple of the unit and to `least`, pushed back inside 0..whole. */
function widened(from: number, length: number, whole: number, least: number): { from: number; length: number } {
  const wanted = Math.ceil(Math.max(length, least) / regionUnit) * regionUnit
  if (wanted >= whole) return { from: 0, length: whole }
  const begin = from - Math.floor((wanted - length) / 2)
  return { from: clamp(begin, whole - wanted), length: wanted }
}

function clamp(value: number, high: number): number {
  return Math.min(high, Math.max(0, value))
}

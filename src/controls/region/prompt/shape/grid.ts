import { fitLongSide, type Point, type Size } from '../../../../core/geometry'
import type { Mask } from '../../../../core/image'
import { maskToPlane } from '../../../../core/mask'

/** The picture in coarse cells, and which of them belong to a thing. */
export interface Grid extends Size {
  /** Picture pixels a cell. */
  cellX: number
  cellY: number
  inside: Uint8Array
  /** Cells inside. */
  count: number
  /** First and last column and row that hold any, in cells. */
  box: { left: number; top: number; right: number; bottom: number }
}

/** Cells along the long side of the thing, about, and bounds of those along the picture's. */
const cellsOfThing = 80
const [fewest, most] = [96, 256]

/** The thing on a grid that is fine enough for it; null: there is nothing of it. */
export function gridOf(mask: Mask, picture: Size): Grid | null {
  const rough = boxOf(mask.data, mask.width, mask.height, 128)
  if (!rough) return null
  const share = Math.max((rough.right - rough.left + 1) / mask.width, (rough.bottom - rough.top + 1) / mask.height)
  const longSide = Math.round(Math.min(most, Math.max(fewest, cellsOfThing / share)))
  const scale = longSide / Math.max(picture.width, picture.height)
  const { width, height } =
    scale < 1
      ? fitLongSide(picture, longSide)
      : { width: Math.max(1, Math.round(picture.width)), height: Math.max(1, Math.round(picture.height)) }
  const inside = covered(mask, width, height)
  const box = boxOf(inside, width, height, 1)
  if (!box) return null
  const count = inside.reduce((sum, value) => sum + value, 0)
  return { width, height, cellX: picture.width / width, cellY: picture.height / height, inside, count, box }
}

/** Middle of a cell, picture pixels. */
export function middleOf(grid: Grid, cell: number): Point {
  return {
    x: ((cell % grid.width) + 0.5) * grid.cellX,
    y: (Math.floor(cell / grid.width) + 0.5) * grid.cellY,
  }
}

/** Cells of which at least half is selected. */
function covered(mask: Mask, width: number, height: number): Uint8Array {
  const inside = new Uint8Array(width * height)
  if (mask.width < width || mask.height < height) {
    maskToPlane(mask, width, height).data.forEach((value, i) => {
      if (value >= 0.5) inside[i] = 1
    })
    return inside
  }
  const sums = new Float32Array(width * height)
  const counts = new Uint32Array(width * height)
  for (let y = 0; y < mask.height; y++) {
    const row = Math.floor((y * height) / mask.height) * width
    for (let x = 0; x < mask.width; x++) {
      const cell = row + Math.floor((x * width) / mask.width)
      sums[cell] = (sums[cell] as number) + (mask.data[y * mask.width + x] as number)
      counts[cell] = (counts[cell] as number) + 1
    }
  }
  for (let i = 0; i < inside.length; i++) if ((sums[i] as number) >= 127.5 * (counts[i] as number)) inside[i] = 1
  return inside
}

function boxOf(data: Uint8Array, width: number, height: number, least: number): Grid['box'] | null {
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] as number) < least) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  return right < 0 ? null : { left, top, right, bottom }
}

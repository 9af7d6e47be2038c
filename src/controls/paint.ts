import type { Point, Size } from '../core/geometry'
import { fitLongSide } from '../core/geometry'
import type { Mask } from '../core/image'

/** A mask needs no more detail than this along its long side. */
const maskSide = 1024

/** A brush in picture pixels. `feather` 0 has a hard edge, 1 fades from the middle; `erase` takes away. */
export interface Brush {
  radius: number
  feather: number
  erase: boolean
}

/** Nothing painted yet, at a bounded size. */
export function emptyMask(picture: Size): Mask {
  const { width, height } = fitLongSide(picture, maskSide)
  return { width, height, data: new Uint8Array(width * height) }
}

/** The mask with one straight stroke of the brush on it, from one place to another (picture pixels). */
export function painted(mask: Mask, picture: Size, brush: Brush, from: Point, to: Point): Mask {
  const [scaleX, scaleY] = [mask.width / picture.width, mask.height / picture.height]
  const radius = Math.max(brush.radius * scaleX, 0.5)
  const core = radius * (1 - brush.feather)
  // A hard edge still fades over one pixel, or it would look torn.
  const soft = Math.max(radius - core, 1)
  const [ax, ay, bx, by] = [from.x * scaleX, from.y * scaleY, to.x * scaleX, to.y * scaleY]
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const data = mask.data.slice()
  const reach = core + soft
  const left = Math.max(0, Math.floor(Math.min(ax, bx) - reach))
  const right = Math.min(mask.width - 1, Math.ceil(Math.max(ax, bx) + reach))
  const top = Math.max(0, Math.floor(Math.min(ay, by) - reach))
  const bottom = Math.min(mask.height - 1, Math.ceil(Math.max(ay, by) + reach))
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const [px, py] = [column + 0.5 - ax, row + 0.5 - ay]
      const share = square > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / square)) : 0
      const off = Math.hypot(px - dx * share, py - dy * share)
      const fade = Math.max(0, Math.min(1, (reach - off) / soft))
      const value = Math.round(255 * fade * fade * (3 - 2 * fade))
      const at = row * mask.width + column
      const before = data[at] as number
      data[at] = brush.erase ? Math.min(before, 255 - value) : Math.max(before, value)
    }
  }
  return { ...mask, data }
}

export function isEmpty(mask: Mask): boolean {
  return mask.data.every((value) => value === 0)
}

/** How much of the mask covers a place of the picture, 0..1. */
export function coverAt(mask: Mask, picture: Size, at: Point): number {
  const column = Math.floor((at.x * mask.width) / picture.width)
  const row = Math.floor((at.y * mask.height) / picture.height)
  if (column < 0 || row < 0 || column >= mask.width || row >= mask.height) return 0
  return (mask.data[row * mask.width + column] as number) / 255
}

/** The mask pushed along by a number of picture pixels; what leaves the picture is lost. */
export function pushed(mask: Mask, picture: Size, by: Point): Mask {
  const dx = Math.round((by.x * mask.width) / picture.width)
  const dy = Math.round((by.y * mask.height) / picture.height)
  const data = new Uint8Array(mask.data.length)
  for (let row = Math.max(0, dy); row < Math.min(mask.height, mask.height + dy); row++) {
    const from = (row - dy) * mask.width
    const [left, right] = [Math.max(0, dx), Math.min(mask.width, mask.width + dx)]
    if (left < right) data.set(mask.data.subarray(from + left - dx, from + right - dx), row * mask.width + left)
  }
  return { ...mask, data }
}

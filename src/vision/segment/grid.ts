import { fitLongSide, type Point, type Size } from '../../core/geometry'
import type { Picture } from '../../core/image'
import type { SelectionClick } from '../../core/selection'
import { resizePicture } from '../../motion/filters/resample'
import { type Colours, coloursOf } from '../../motion/plain/colours'

/** The picture at one of the sizes on which things are looked for. */
export interface Grid extends Size {
  picture: Picture
  colours: Colours
}

/** A click in a grid's pixels. */
export interface Seed extends Point {
  keep: boolean
}

export function gridOf(picture: Picture, longSide: number): Grid {
  const { width, height } = fitLongSide(picture, longSide)
  const small = resizePicture(picture, width, height)
  return { width, height, picture: small, colours: coloursOf(small) }
}

/** Clicks in pixels of a picture as seeds of a grid; those beside the picture count at its border. */
export function seedsOf(clicks: readonly SelectionClick[], size: Size, grid: Size): Seed[] {
  const along = (value: number, from: number, to: number) =>
    Math.min(to - 1, Math.max(0, Math.floor((value * to) / from)))
  return clicks.map(({ x, y, keep }) => ({
    x: along(x, size.width, grid.width),
    y: along(y, size.height, grid.height),
    keep,
  }))
}

/** Runs over the pixels of a disc around a place. */
export function inDisc({ width, height }: Size, { x, y }: Point, radius: number, visit: (index: number) => void): void {
  for (let row = Math.max(0, Math.ceil(y - radius)); row <= Math.min(height - 1, y + radius); row++)
    for (let column = Math.max(0, Math.ceil(x - radius)); column <= Math.min(width - 1, x + radius); column++)
      if (Math.hypot(column - x, row - y) <= radius) visit(row * width + column)
}

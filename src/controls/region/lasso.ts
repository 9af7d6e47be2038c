import type { Point, Size } from '../../core/geometry'
import type { Mask } from '../../core/image'
import { emptyMask } from '../paint'

/** What a closed line goes around (even-odd), by scan lines; points in picture pixels. */
export function lassoMask(line: readonly Point[], picture: Size): Mask {
  const mask = emptyMask(picture)
  const { width, height, data } = mask
  const [scaleX, scaleY] = [width / picture.width, height / picture.height]
  for (let row = 0; row < height; row++) {
    const y = (row + 0.5) / scaleY
    const crossings: number[] = []
    line.forEach((a, index) => {
      const b = line[(index + 1) % line.length] as Point
      if (a.y <= y !== b.y <= y) crossings.push((a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) * scaleX)
    })
    crossings.sort((a, b) => a - b)
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil((crossings[k] as number) - 0.5))
      const to = Math.min(width, Math.floor((crossings[k + 1] as number) - 0.5) + 1)
      if (from < to) data.fill(255, row * width + from, row * width + to)
    }
  }
  return mask
}

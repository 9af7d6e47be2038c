import type { Size } from '../core/geometry'
import { fitLongSide } from '../core/geometry'
import type { Picture } from '../core/image'
import { compose } from '../motion/compose'
import type { MotionField, Pixels } from '../motion/types'
import type { Renderer } from './renderer'

/** Long sides that may be drawn while it plays; the canvas is scaled by the page. */
const sides = [256, 320, 384, 448, 512, 640, 768, 960] as const
/** Milliseconds a frame may take so that 30 a second hold beside everything else. */
const budget = 22
/** Long side of the sharper picture that follows when nothing is asked for any more. */
const sharpSide = 1600

/** Draws on the CPU, at a size that its measured speed allows. */
export function cpuRenderer(canvas: OffscreenCanvas): Renderer {
  const context = canvas.getContext('2d', { alpha: true })
  let level = 5
  let image: ImageData | null = null
  let recent: number[] = []

  const paint = (field: MotionField, pixels: Pixels, time: number, size: Size): number => {
    const begin = performance.now()
    if (image?.width !== size.width || image.height !== size.height) image = new ImageData(size.width, size.height)
    const out: Picture = { width: size.width, height: size.height, data: image.data }
    compose(field, pixels, time, size, out)
    if (canvas.width !== size.width) canvas.width = size.width
    if (canvas.height !== size.height) canvas.height = size.height
    context?.putImageData(image, 0, 0)
    return performance.now() - begin
  }

  return {
    name: 'cpu',
    draw(field, pixels, time, size) {
      const fast = drawnSize(field, pixels, size, sides[level] as number)
      const milliseconds = paint(field, pixels, time, fast)
      recent.push(milliseconds)
      if (recent.length >= 8) {
        // The middle value: the first frame after a change prepares what the others share.
        const middle = recent.sort((a, b) => a - b)[4] as number
        if (middle > budget && level > 0) level--
        else if (
          middle < budget / 3 &&
          level + 1 < sides.length &&
          Math.max(size.width, size.height) > Math.max(fast.width, fast.height)
        )
          level++
        recent = []
      }
      return milliseconds
    },
    sharpen(field, pixels, time, size) {
      const sharp = drawnSize(field, pixels, size, sharpSide)
      if (sharp.width > canvas.width) paint(field, pixels, time, sharp)
    },
    forget() {},
  }
}

/** The picture's shape within what the canvas shows, what there is of it, and the limit. */
function drawnSize(field: MotionField, pixels: Pixels, size: Size, longSide: number): Size {
  const shown = Math.max(size.width, size.height)
  const there = Math.max(pixels.still.width, pixels.still.height)
  return fitLongSide(
    pixels.still.width > 0 ? pixels.still : field.picture,
    Math.max(16, Math.min(longSide, shown, there)),
  )
}

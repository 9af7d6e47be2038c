import { fitLongSide, type Point, type Size } from '../../core/geometry'
import type { Mask } from '../../core/image'
import { type Brush, painted } from '../paint'

/** Depth is smooth: it needs no more detail than this along its long side. */
const depthSide = 512

/** As of a ground that comes towards us: what lies lower is nearer. What one begins to paint on. */
export function groundDepth(picture: Size): Mask {
  const { width, height } = fitLongSide(picture, depthSide)
  const data = new Uint8Array(width * height)
  for (let row = 0; row < height; row++)
    data.fill(Math.round((255 * (row + 0.5)) / height), row * width, (row + 1) * width)
  return { width, height, data }
}

/** The depth with one straight stroke of the brush, which brings nearer (or, `brush.erase`, pushes away). */
export function depthPainted(depth: Mask, picture: Size, brush: Brush, from: Point, to: Point): Mask {
  const stroke = painted(
    { ...depth, data: new Uint8Array(depth.data.length) },
    picture,
    { ...brush, erase: false },
    from,
    to,
  )
  // Half of the way with every stroke: several strokes make steps that can be told apart.
  const target = brush.erase ? 0 : 255
  const data = depth.data.map((value, i) => value + Math.round(((target - value) * (stroke.data[i] as number)) / 510))
  return { ...depth, data }
}

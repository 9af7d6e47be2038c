import { fitLongSide, type Size } from '../geometry'
import type { Pixels } from './eye-ellipse'
import { eyes } from './points'

/** Pixels between the eyes at which they are looked at, and the long side of the picture at most. */
const [apart, seenSide] = [90, 1024] as const

/**
 * Landmarks as `find` lays them, which is shown the picture at the size at which eyes are looked at.
 *
 * @param landmarks [478, 3], by the picture's width and height
 * @param read the picture at a size; null: it cannot be read, and the landmarks stay
 */
export function lookAtEyes(
  landmarks: ArrayLike<number>,
  picture: Size,
  read: (size: Size) => Pixels | null,
  find: (landmarks: Float32Array, picture: Pixels) => Float32Array,
): Float32Array<ArrayBuffer> {
  const [right, left] = [eyes.right.iris[0] as number, eyes.left.iris[0] as number]
  const way = (axis: 0 | 1) => (landmarks[3 * right + axis] as number) - (landmarks[3 * left + axis] as number)
  const own = Math.hypot(way(0) * picture.width, way(1) * picture.height)
  const side = (Math.max(picture.width, picture.height) * apart) / (own || 1)
  const size = fitLongSide(picture, Math.round(Math.min(seenSide, Math.max(64, side))))
  const pixels = read(size)
  if (!pixels) return Float32Array.from(landmarks)
  const extent = (i: number) => (i % 3 === 1 ? size.height : size.width)
  const found = find(
    Float32Array.from(landmarks, (value, i) => value * extent(i)),
    pixels,
  )
  return Float32Array.from(found, (value, i) => value / extent(i))
}

import type { Size } from '../../geometry'
import type { Pixels } from './ellipse'

/** Pixels between the eyes at which they are looked at, and the long side of the picture at most. */
const [apart, seenSide] = [90, 1024]

/**
 * A face whose lids are laid anew by what is seen of its eyes.
 *
 * @param landmarks [478, 3], by the picture's size
 * @param picture its size
 * @param read the picture, made as small as it is asked for
 * @param lay tells where they lie; landmarks in pixels of the small picture
 */
export function layEyes(
  landmarks: ArrayLike<number>,
  picture: Size,
  read: (size: Size) => Pixels,
  lay: (landmarks: Float32Array, picture: Pixels) => Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const between = [picture.width, picture.height].map(
    (side, axis) => side * ((landmarks[3 * 473 + axis] as number) - (landmarks[3 * 468 + axis] as number)),
  )
  // A small picture is made larger: what parts an eye from the skin is told by the pixel.
  const zoom = Math.min(apart / (Math.hypot(...between) || 1), seenSide / Math.max(picture.width, picture.height))
  const size = {
    width: Math.max(1, Math.round(zoom * picture.width)),
    height: Math.max(1, Math.round(zoom * picture.height)),
  }
  const scale = (i: number) => (i % 3 === 1 ? size.height : size.width)
  const pixels = Float32Array.from(landmarks, (value, i) => value * scale(i))
  const laid = lay(pixels, read(size))
  // What is left stays to the bit.
  return Float32Array.from(landmarks, (value, i) => (laid[i] === pixels[i] ? value : (laid[i] as number) / scale(i)))
}

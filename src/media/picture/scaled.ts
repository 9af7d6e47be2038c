import { KinoraError } from '../../core/errors'
import type { Size } from '../../core/geometry'
import type { Picture } from '../../core/image'

/** A picture at another size. @param quality of making it smaller @throws `out-of-memory` */
export function scaledPixels(
  picture: ImageBitmap,
  { width, height }: Size,
  quality: ImageSmoothingQuality = 'low',
): Picture {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new KinoraError('out-of-memory')
  context.imageSmoothingQuality = quality
  context.drawImage(picture, 0, 0, width, height)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

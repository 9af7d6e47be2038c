import type { Size } from '../../core/geometry'

/** A picture at another size, as RGBA. */
export function scaledPixels(picture: ImageBitmap, { width, height }: Size): ImageData {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) return new ImageData(width, height)
  context.drawImage(picture, 0, 0, width, height)
  return context.getImageData(0, 0, width, height)
}

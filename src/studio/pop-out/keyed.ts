import type { Mask } from '../../core/image'

/** The still with one colour in the place of everything but a figure; what moves then moves over that colour. */
export function keyedStill(still: ImageBitmap, figure: Mask, colour: string): ImageBitmap {
  const { width, height } = still
  const mask = new OffscreenCanvas(figure.width, figure.height)
  const pixels = new ImageData(figure.width, figure.height)
  figure.data.forEach((value, i) => {
    pixels.data[4 * i + 3] = value
  })
  mask.getContext('2d')?.putImageData(pixels, 0, 0)
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context) {
    context.imageSmoothingQuality = 'high'
    context.drawImage(mask, 0, 0, width, height)
    context.globalCompositeOperation = 'source-in'
    context.drawImage(still, 0, 0)
    context.globalCompositeOperation = 'destination-over'
    context.fillStyle = colour
    context.fillRect(0, 0, width, height)
  }
  return canvas.transferToImageBitmap()
}

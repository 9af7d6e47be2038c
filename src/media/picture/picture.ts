import { fitLongSide, type Size } from '../../core/geometry'
import type { Picture } from '../../core/image'
import { Reader, unreadable } from './bytes'
import type { Orientation } from './exif'
import { readHeader } from './header'
import { readPixels } from './pixels'
import { resample } from './resample'
import { webpOrientation } from './webp'

/** A picture that is ready to be shown. */
export interface OpenedPicture extends Size {
  /** At most `maxSide` wide and high; upright, sRGB, with alpha. The caller closes it. */
  bitmap: ImageBitmap
}

/**
 * Reads a picture file: PNG, JPEG, WebP or AVIF, turned upright (EXIF), in sRGB. `width` and `height` are
 * those of the upright source in pixels, however small the bitmap is.
 * @throws `picture-unreadable` or `picture-too-large`; see `readHeader`.
 */
export async function openPicture(blob: Blob, maxSide: number): Promise<OpenedPicture> {
  const whole = await decode(blob, maxSide)
  const size = { width: whole.width, height: whole.height }
  const target = fitLongSide(size, maxSide)
  if (target.width === size.width) return { ...size, bitmap: whole }
  return { ...size, bitmap: shrink(halve(whole, target, 2), target) }
}

/**
 * The picture's pixels for work, upright, in sRGB: exactly the file's own where it is sRGB and not made
 * smaller, else resampled without aliasing. The picture is at most `maxSide` wide and high; `size` is the
 * upright source's own.
 * @throws `picture-unreadable` or `picture-too-large`; see `readHeader`.
 */
export async function decodePixels(blob: Blob, maxSide: number): Promise<{ picture: Picture; size: Size }> {
  // A very big picture is halved by the platform first, to spare time where it cannot be seen.
  const most = 4 * maxSide
  const whole = await decode(blob, most)
  const size = { width: whole.width, height: whole.height }
  const target = fitLongSide(size, maxSide)
  const bitmap = Math.max(size.width, size.height) > most ? halve(whole, target, 4) : whole
  try {
    const read = readPixels(bitmap, bitmap === whole)
    const picture = target.width === read.width ? read : resample(read, target.width, target.height)
    return { picture, size }
  } finally {
    bitmap.close()
  }
}

/**
 * Colours stay as they are in the file up to `straightSide` pixels; beyond it, where the platform is to make
 * the picture smaller, they are multiplied by alpha, or what is seen through would lend its colour to a rim.
 */
async function decode(blob: Blob, straightSide: number): Promise<ImageBitmap> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const { type, width, height } = readHeader(bytes)
  // In WebP some platforms follow the orientation and some do not: there it is followed here.
  const orientation = type === 'image/webp' ? webpOrientation(new Reader(bytes)) : 1
  // The platform goes by the declared type, which a file manager may have got wrong.
  const file = blob.type === type ? blob : new Blob([bytes], { type })
  try {
    const bitmap = await createImageBitmap(file, {
      imageOrientation: type === 'image/webp' ? 'none' : 'from-image',
      premultiplyAlpha: Math.max(width, height) <= straightSide ? 'none' : 'premultiply',
      colorSpaceConversion: 'default',
    })
    return orientation === 1 ? bitmap : turn(bitmap, orientation)
  } catch (cause) {
    throw unreadable('broken', cause)
  }
}

/** Where the axes of the stored picture point: x' = a x + c y, y' = b x + d y. */
const axes: Record<Orientation, readonly [a: number, b: number, c: number, d: number]> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
}

function turn(bitmap: ImageBitmap, orientation: Orientation): ImageBitmap {
  const [a, b, c, d] = axes[orientation]
  const width = a ? bitmap.width : bitmap.height
  const height = a ? bitmap.height : bitmap.width
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { colorSpace: 'srgb' })
  if (!context) throw unreadable('broken')
  context.imageSmoothingEnabled = false
  context.setTransform(a, b, c, d, a + c < 0 ? width : 0, b + d < 0 ? height : 0)
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return canvas.transferToImageBitmap()
}

/** Halves a bitmap, which is the exact mean of four pixels, while it stays `times` the target; the larger one is closed. */
function halve(bitmap: ImageBitmap, target: Size, times: number): ImageBitmap {
  let result = bitmap
  while (result.width >= target.width * times && result.height >= target.height * times)
    result = shrink(result, { width: Math.ceil(result.width / 2), height: Math.ceil(result.height / 2) })
  return result
}

/** Closes the bitmap. */
function shrink(bitmap: ImageBitmap, { width, height }: Size): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { colorSpace: 'srgb' })
  if (!context) throw unreadable('broken')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return canvas.transferToImageBitmap()
}

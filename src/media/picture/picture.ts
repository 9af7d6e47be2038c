import { fitLongSide, type Size } from '../../core/geometry'
import type { Picture } from '../../core/image'
import { unreadable } from './bytes'
import { readHeader } from './header'

/** A picture that is ready to be shown. */
export interface OpenedPicture extends Size {
  /** At most `maxSide` wide and high; upright, sRGB, alpha kept straight. The caller closes it. */
  bitmap: ImageBitmap
}

/**
 * Reads a picture file: PNG, JPEG, WebP or AVIF, turned upright (EXIF), in sRGB. `width` and `height` are
 * those of the upright source in pixels, however small the bitmap is.
 * @throws `picture-unreadable` or `picture-too-large`; see `readHeader`.
 */
export async function openPicture(blob: Blob, maxSide: number): Promise<OpenedPicture> {
  const whole = await decode(blob)
  const size = { width: whole.width, height: whole.height }
  const target = fitLongSide(size, maxSide)
  if (target.width === size.width && target.height === size.height) return { ...size, bitmap: whole }
  try {
    return { ...size, bitmap: await shrink(whole, target) }
  } finally {
    whole.close()
  }
}

/** The picture's pixels, upright, in sRGB; exactly the file's own where it is opaque, sRGB and not made smaller. */
export async function decodePixels(blob: Blob, maxSide: number): Promise<Picture> {
  const { bitmap } = await openPicture(blob, maxSide)
  try {
    return readPixels(bitmap)
  } finally {
    bitmap.close()
  }
}

async function decode(blob: Blob): Promise<ImageBitmap> {
  const { type } = readHeader(new Uint8Array(await blob.arrayBuffer()))
  // The platform goes by the declared type, which a file manager may have got wrong.
  const file = blob.type === type ? blob : new Blob([blob], { type })
  try {
    return await createImageBitmap(file, {
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'default',
    })
  } catch (cause) {
    throw unreadable('broken', cause)
  }
}

function shrink(bitmap: ImageBitmap, { width, height }: Size): Promise<ImageBitmap> {
  return createImageBitmap(bitmap, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'high',
    premultiplyAlpha: 'none',
  })
}

/** A bitmap as pixels, upright rows from the top, straight alpha. */
export function readPixels(bitmap: ImageBitmap): Picture {
  const { width, height } = bitmap
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' })
  if (!context) throw unreadable('broken')
  context.globalCompositeOperation = 'copy'
  context.drawImage(bitmap, 0, 0)
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, data: data as Uint8ClampedArray<ArrayBuffer> }
}

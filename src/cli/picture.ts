import sharp from 'sharp'
import { fitLongSide, type Size } from '../core/geometry'
import type { Picture } from '../core/image'
import { unreadable } from '../media/picture/bytes'
import { maxPixels, readHeader } from '../media/picture/header'
import { resample } from '../media/picture/resample'

/**
 * What `decodePixels` is in a browser: the picture's pixels, upright, in sRGB with straight alpha, the long
 * side at most `maxSide`, and the upright source's own size. Files are refused by the same rules.
 * @throws `picture-unreadable` or `picture-too-large`; see `readHeader`.
 */
export async function decodePicture(blob: Blob, maxSide: number): Promise<{ picture: Picture; size: Size }> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  readHeader(bytes)
  const { data, info } = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause) => {
      throw unreadable('broken', cause)
    })
  const size = { width: info.width, height: info.height }
  const whole: Picture = { ...size, data: new Uint8ClampedArray(data) }
  const target = fitLongSide(size, maxSide)
  return { picture: target.width === size.width ? whole : resample(whole, target.width, target.height), size }
}

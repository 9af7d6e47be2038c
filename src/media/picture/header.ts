import { KinoraError } from '../../core/errors'
import type { Size } from '../../core/geometry'
import { readAvif } from './avif'
import { Reader, unreadable } from './bytes'
import { readJpeg } from './jpeg'
import { readPng } from './png'
import { readWebp } from './webp'

/** What a picture file says of itself before it is decoded. */
export interface PictureHeader extends Size {
  type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/avif'
}

/** The most that is unpacked: a picture of this many pixels takes 200 MB. */
export const maxPixels = 50e6
export const maxSide = 16384

/**
 * Type and stored size of a picture file (before its orientation is applied), read without decoding it,
 * so that a small file that would unpack to absurd size is refused before it does. The file's structure is
 * walked to its end: one that was cut off is refused as well.
 * @throws `picture-unreadable` {problem: unknown, truncated or broken};
 * `picture-too-large` {width, height, megapixels, limit} above 50 megapixels or a side of 16384.
 */
export function readHeader(bytes: Uint8Array): PictureHeader {
  const header = read(new Reader(bytes))
  const { width, height } = header
  if (width < 1 || height < 1) throw unreadable('broken')
  if (width * height > maxPixels || Math.max(width, height) > maxSide)
    throw new KinoraError('picture-too-large', {
      width,
      height,
      megapixels: Math.round((width * height) / 1e5) / 10,
      limit: maxPixels / 1e6,
    })
  return header
}

function read(file: Reader): PictureHeader {
  if (file.length < 12) throw unreadable(file.length === 0 ? 'truncated' : 'unknown')
  if (file.u32(0) === 0x89504e47 && file.u32(4) === 0x0d0a1a0a) return { type: 'image/png', ...readPng(file) }
  if (file.u16(0) === 0xffd8) return { type: 'image/jpeg', ...readJpeg(file) }
  if (file.text(0, 4) === 'RIFF' && file.text(8, 4) === 'WEBP') return { type: 'image/webp', ...readWebp(file) }
  if (file.text(4, 4) === 'ftyp') return { type: 'image/avif', ...readAvif(file) }
  throw unreadable('unknown')
}

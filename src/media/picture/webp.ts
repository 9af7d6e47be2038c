import type { Size } from '../../core/geometry'
import { type Reader, unreadable } from './bytes'
import { type Orientation, readOrientation } from './exif'

/** Reads the first chunk of a WebP file (RFC 9649, 2.4 to 2.7): VP8X, VP8L or VP8. */
export function readWebp(file: Reader): Size {
  if (file.u32(4, true) + 8 > file.length) throw unreadable('truncated')
  const data = 20
  switch (file.text(12, 4)) {
    case 'VP8X':
      return { width: file.u24(data + 4) + 1, height: file.u24(data + 7) + 1 }
    case 'VP8L': {
      if (file.u8(data) !== 0x2f) throw unreadable('broken')
      const bits = file.u32(data + 1, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      if (file.u24(data + 3) !== 0x2a019d) throw unreadable('broken')
      return { width: file.u16(data + 6, true) & 0x3fff, height: file.u16(data + 8, true) & 0x3fff }
    default:
      throw unreadable('broken')
  }
}

/** The orientation in a WebP file's Exif chunk; Chromium does not look at it there. */
export function webpOrientation(file: Reader): Orientation {
  const end = Math.min(file.length, file.u32(4, true) + 8)
  for (let at = 12; at + 8 <= end; ) {
    const size = file.u32(at + 4, true)
    if (file.text(at, 4) === 'EXIF') return readOrientation(file.bytes.subarray(at + 8, at + 8 + size))
    at += 8 + size + (size & 1)
  }
  return 1
}

import type { Size } from '../../core/geometry'
import { type Reader, unreadable } from './bytes'

/** Walks the segments (ITU-T T.81, annex B) to the frame header, then makes sure that the picture has an end. */
export function readJpeg(file: Reader): Size {
  let size: Size | null = null
  for (let at = 2; ; ) {
    if (file.u8(at) !== 0xff) throw unreadable('broken')
    const marker = file.u8(at + 1)
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) throw unreadable('broken')
    // Start of frame: C0 to CF without the tables C4, CC and the reserved C8.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      size ??= { height: file.u16(at + 5), width: file.u16(at + 7) }
    const length = file.u16(at + 2)
    if (length < 2) throw unreadable('broken')
    at += 2 + length
    if (marker === 0xda) {
      if (!size) throw unreadable('broken')
      findEnd(file, at)
      return size
    }
  }
}

/** Searches the end of image after the first scan. In scans FF is followed by 00, so that FF D9 is the end and nothing else. */
function findEnd(file: Reader, from: number): void {
  const { bytes } = file
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) if (bytes[at + 1] === 0xd9) return
  throw unreadable('truncated')
}

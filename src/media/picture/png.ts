import type { Size } from '../../core/geometry'
import { type Reader, unreadable } from './bytes'

/** Walks the chunks (ISO/IEC 15948, 5.3) from IHDR to IEND. */
export function readPng(file: Reader): Size {
  let size: Size | null = null
  let data = false
  for (let at = 8; ; ) {
    const length = file.u32(at)
    const type = file.text(at + 4, 4)
    if (at === 8 && type !== 'IHDR') throw unreadable('broken')
    if (type === 'IHDR') size = { width: file.u32(at + 8), height: file.u32(at + 12) }
    if (type === 'IDAT') data = true
    at += 12 + length
    if (at > file.length) throw unreadable('truncated')
    if (type === 'IEND') break
  }
  if (!size || !data) throw unreadable('broken')
  return size
}

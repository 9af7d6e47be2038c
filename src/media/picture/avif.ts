import type { Size } from '../../core/geometry'
import { type Reader, unreadable } from './bytes'

interface Box {
  type: string
  start: number
  end: number
}

/** Boxes in order (ISO/IEC 14496-12, 4.2); the last may have no size and reach to the end. */
function* boxes(file: Reader, start: number, end: number): Generator<Box> {
  for (let at = start; at < end; ) {
    let size = file.u32(at)
    const type = file.text(at + 4, 4)
    let head = 8
    if (size === 1) {
      size = file.u64(at + 8)
      head = 16
    }
    if (size === 0) size = end - at
    if (size < head) throw unreadable('broken')
    if (at + size > end) throw unreadable('truncated')
    yield { type, start: at + head, end: at + size }
    at += size
  }
}

function find(file: Reader, parent: { start: number; end: number }, type: string): Box | undefined {
  for (const box of boxes(file, parent.start, parent.end)) if (box.type === type) return box
  return undefined
}

/** Behind version and flags. */
function inside(box: Box): Box {
  return { ...box, start: box.start + 4 }
}

/**
 * The biggest picture that an AVIF file announces: all `ispe` properties (ISO/IEC 23008-12, 6.5.3) are
 * looked at, since a grid's tiles and auxiliary pictures (alpha) are decoded too.
 */
export function readAvif(file: Reader): Size {
  const top = [...boxes(file, 0, file.length)]
  const brand = top[0]
  if (brand?.type !== 'ftyp') throw unreadable('broken')
  if (!isAvif(file, brand)) throw unreadable('unknown')
  const meta = top.find((box) => box.type === 'meta')
  if (!meta) throw unreadable('broken')
  // The pictures' data come last; a file cut between two boxes lacks them.
  if (!top.some((box) => box.type === 'mdat') && !find(file, inside(meta), 'idat')) throw unreadable('truncated')
  const properties = find(file, inside(meta), 'iprp')
  const container = properties && find(file, properties, 'ipco')
  if (!container) throw unreadable('broken')
  let largest: Size | null = null
  for (const box of boxes(file, container.start, container.end)) {
    if (box.type !== 'ispe') continue
    const size = { width: file.u32(box.start + 4), height: file.u32(box.start + 8) }
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size
  }
  if (!largest) throw unreadable('broken')
  return largest
}

/** How an AVIF file stores colour: pixels to a sample of it, and its matrix (ISO/IEC 23091-2, table 4). */
export interface AvifColour {
  across: 1 | 2
  down: 1 | 2
  matrix: number
}

/**
 * Of the first picture's properties: `av1C` says the sampling (AV1 in ISOBMFF, 2.3.3), `colr` the matrix, where it is
 * given in numbers. The file must be one that `readAvif` takes.
 */
export function avifColour(file: Reader): AvifColour {
  const meta = find(file, { start: 0, end: file.length }, 'meta')
  const properties = meta && find(file, inside(meta), 'iprp')
  const container = properties && find(file, properties, 'ipco')
  const configuration = container && find(file, container, 'av1C')
  const sampling = configuration ? file.u8(configuration.start + 2) : 0
  let matrix = 2
  if (container)
    for (const { type, start } of boxes(file, container.start, container.end))
      if (type === 'colr' && file.text(start, 4) === 'nclx') matrix = file.u16(start + 8)
  return { across: sampling & 8 ? 2 : 1, down: sampling & 4 ? 2 : 1, matrix }
}

function isAvif(file: Reader, box: Box): boolean {
  // Major brand, version, then the compatible brands.
  for (let at = box.start; at + 4 <= box.end; at += 4)
    if (at !== box.start + 4 && ['avif', 'avis'].includes(file.text(at, 4))) return true
  return false
}

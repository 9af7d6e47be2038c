import { Inflate } from 'fflate'
import { crc32 } from '../core/crc32'
import { KinoraError } from '../core/errors'

/** An entry as the archive's directory announces it. */
interface Entry {
  name: string
  method: number
  crc: number
  packed: number
  size: number
  offset: number
}

/** How much an archive may unpack to; nothing is allocated for an entry before its size is checked. */
export interface ZipLimits {
  entries: number
  /** Bytes of all entries together, unpacked. */
  total: number
  /** Bytes of one entry by its name; 0 leaves it packed and out of the result. */
  entry(name: string): number
}

const unreadable = (problem: string, cause?: unknown) => new KinoraError('project-unreadable', { problem }, cause)

/**
 * Unpacks a zip (APPNOTE 6.3, stored and deflated entries, below 4 GB) whose directory may lie: sizes are
 * limits that unpacking is stopped at, and check sums are compared.
 * @throws `project-unreadable` {problem: not-a-zip, truncated, damaged or too-large}.
 */
export function unzip(bytes: Uint8Array, limits: ZipLimits): Map<string, Uint8Array<ArrayBuffer>> {
  try {
    return unpack(bytes, limits)
  } catch (thrown) {
    // What DataView and fflate throw comes of an archive that does not hold together.
    throw thrown instanceof KinoraError ? thrown : unreadable('damaged', thrown)
  }
}

function unpack(bytes: Uint8Array, limits: ZipLimits): Map<string, Uint8Array<ArrayBuffer>> {
  const entries = readDirectory(bytes, limits.entries)
  const wanted = entries.filter((entry) => limits.entry(entry.name) > 0)
  let total = 0
  for (const entry of wanted) {
    total += entry.size
    if (entry.size > limits.entry(entry.name) || total > limits.total) throw unreadable('too-large')
  }
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const entry of wanted) {
    if (files.has(entry.name)) throw unreadable('damaged')
    files.set(entry.name, readEntry(bytes, entry))
  }
  return files
}

function readDirectory(bytes: Uint8Array, limit: number): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 4 || view.getUint32(0, true) !== 0x04034b50) throw unreadable('not-a-zip')
  // The end record, 22 bytes and a comment, is searched from the back.
  let end = bytes.length - 22
  while (end >= 0 && end >= bytes.length - 22 - 65535 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw unreadable('truncated')
  const count = view.getUint16(end + 10, true)
  if (count > limit) throw unreadable('too-large')
  let at = view.getUint32(end + 16, true)
  const decoder = (start: number, length: number) => String.fromCharCode(...bytes.subarray(start, start + length))
  return Array.from({ length: count }, () => {
    if (view.getUint32(at, true) !== 0x02014b50) throw unreadable('damaged')
    const nameLength = view.getUint16(at + 28, true)
    const entry = {
      name: decoder(at + 46, nameLength),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    return entry
  })
}

function readEntry(bytes: Uint8Array, entry: Entry): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(entry.offset, true) !== 0x04034b50) throw unreadable('damaged')
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  if (start + entry.packed > bytes.length) throw unreadable('truncated')
  const packed = bytes.subarray(start, start + entry.packed)
  const file = entry.method === 0 ? packed.slice() : entry.method === 8 ? inflate(packed, entry.size) : null
  if (!file || file.length !== entry.size || crc32(file) !== entry.crc) throw unreadable('damaged')
  return file
}

/** Inflates in small pieces, so that an entry that unpacks to more than it says is noticed early. */
function inflate(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size)
  let filled = 0
  const stream = new Inflate((chunk) => {
    if (filled + chunk.length > size) throw unreadable('damaged')
    out.set(chunk, filled)
    filled += chunk.length
  })
  const piece = 1 << 14
  for (let at = 0; at < packed.length; at += piece)
    stream.push(packed.subarray(at, at + piece), at + piece >= packed.length)
  if (filled !== size) throw unreadable('damaged')
  return out
}

import { expand, type Layout } from './expand'

/** Bytes `from` to `to` of a file, at once. */
export type Read = (from: number, to: number) => Uint8Array<ArrayBuffer>

type ReaderSync = new () => { readAsArrayBuffer(file: Blob): ArrayBuffer }
const { FileReaderSync: Reader } = globalThis as { FileReaderSync?: ReaderSync }

/**
 * Reads bytes of a file without waiting: only the workers of a browser can; null elsewhere. What is read throws where the
 * file has gone or changed meanwhile.
 */
export const readerOf: ((file: Blob) => Read) | null = Reader
  ? (file) => (from, to) => new Uint8Array(new Reader().readAsArrayBuffer(file.slice(from, to)))
  : null

/**
 * A file of `length` bytes that is nowhere whole: `read` is called for each stretch that is asked for. ONNX Runtime's builds
 * for the web take weights out of such a file tensor by tensor, by `byteLength` and `subarray`, and nothing else of it.
 */
export function inPieces(length: number, read: Read): Uint8Array<ArrayBuffer> {
  return Object.defineProperties(new Uint8Array(0), {
    byteLength: { value: length },
    subarray: { value: (from = 0, to = length) => read(from, to) },
  })
}

/** Bytes `from` to `to` of what a stored file becomes: only the records that reach into it are read. */
export function expandPiece(read: Read, layout: Layout, from: number, to: number): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(to - from)
  for (const record of layout) {
    const [kind, at, begin, rows, columns] = record
    const { stored, bytes } = sizeOf(record)
    if (begin >= to || begin + bytes <= from) continue
    const whole = expand(read(at, at + stored), [[kind, 0, 0, rows, columns]], bytes)
    // A tensor is a record: mostly, there is nothing to be cut or joined.
    if (begin === from && bytes === made.length) return whole
    made.set(whole.subarray(Math.max(0, from - begin), to - begin), Math.max(0, begin - from))
  }
  return made
}

/** Throws RangeError where a table reaches past its file, or past what that is to become. */
export function checkLayout(layout: Layout, stored: number, length: number): void {
  for (const record of layout) {
    const [, at, begin] = record
    const size = sizeOf(record)
    if (at + size.stored > stored || begin + size.bytes > length)
      throw new RangeError(`the record at byte ${begin} reaches past the end`)
  }
}

/** Bytes of a record as it is stored, and as the runtime wants it. */
function sizeOf([kind, , , rows, columns]: Layout[number]): { stored: number; bytes: number } {
  const size = rows * columns
  if (kind === 'raw') return { stored: size, bytes: size }
  if (kind === 'half') return { stored: 2 * size, bytes: 4 * size }
  return { stored: 4 * rows + size, bytes: (kind === 'int8-half' ? 2 : 4) * size }
}

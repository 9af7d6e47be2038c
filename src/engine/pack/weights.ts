import { KinoraError } from '../../core/errors'
import type { ConvertedGraph } from '../../media/pack/converted'
import { expand, type Layout, parseLayout } from './expand'
import { checkLayout, expandPiece, inPieces, type Read, readerOf } from './pieces'

export type Part = ConvertedGraph['parts'][number]

/** A file of a pack that is read when it is needed, by its path inside the pack's folder; null where there is none. */
export type OpenFile = (path: string) => Promise<Blob | null>

/** What a session is made of. */
export interface Weights {
  model: Uint8Array<ArrayBuffer>
  external: { path: string; data: Uint8Array<ArrayBuffer> }[]
  /** What went wrong while the runtime took weights out of the files: it does not say so itself. */
  failure: unknown
}

interface Stored {
  path: string
  bytes: number
}

/**
 * The files of a part, each as large as the runtime wants it. In a browser's worker weights are read while the session is
 * made, a tensor at a time, each expanded once: no file is in memory as a whole. Elsewhere the files are read one after
 * another. Hashes were checked when the pack was installed: here a file must only be as long as it was then.
 * @throws `pack-missing`, `pack-hash` or `pack-field` with the file's path
 */
export async function readWeights(open: OpenFile, part: Part, reader = readerOf): Promise<Weights> {
  const weights: Weights = { model: await read(open, part.model), external: [], failure: null }
  for (const { location, expands, ...file } of part.data) {
    const layout = expands && (await layoutOf(open, expands.layout))
    const length = expands?.bytes ?? file.bytes
    const stored = await openStored(open, file)
    if (layout) asItsTableSays(file.path, () => checkLayout(layout, file.bytes, length))
    const data = reader
      ? inPieces(length, noting(weights, file.path, pieceOf(reader(stored), layout)))
      : await whole(stored, layout, length)
    weights.external.push({ path: location, data })
  }
  return weights
}

const pieceOf =
  (read: Read, layout: Layout | undefined): Read =>
  (from, to) =>
    layout ? expandPiece(read, layout, from, to) : read(from, to)

async function whole(stored: Blob, layout: Layout | undefined, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await stored.arrayBuffer())
  return layout ? expand(bytes, layout, length) : bytes
}

/** The runtime swallows what is thrown at it. */
function noting(weights: Weights, path: string, read: Read): Read {
  return (from, to) => {
    try {
      return read(from, to)
    } catch (thrown) {
      weights.failure ??=
        thrown instanceof DOMException ? new KinoraError('pack-missing', { file: path }, thrown) : thrown
      throw thrown
    }
  }
}

async function layoutOf(open: OpenFile, file: Stored): Promise<Layout> {
  return parseLayout(file.path, new TextDecoder().decode(await read(open, file)))
}

async function read(open: OpenFile, file: Stored): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await openStored(open, file)).arrayBuffer())
}

async function openStored(open: OpenFile, { path, bytes }: Stored): Promise<Blob> {
  const file = await open(path)
  if (!file) throw new KinoraError('pack-missing', { file: path })
  if (file.size !== bytes)
    throw new KinoraError('pack-hash', { file: path, expected: `${bytes} bytes`, found: `${file.size} bytes` })
  return file
}

/** A table that reaches past its file means that one of them is not what it was. */
function asItsTableSays(path: string, check: () => void): void {
  try {
    check()
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown
    throw new KinoraError('pack-hash', { file: path, expected: 'what its table says', found: thrown.message }, thrown)
  }
}

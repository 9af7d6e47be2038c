import { KinoraError } from '../../core/errors'
import type { ConvertedGraph } from '../../media/pack/converted'
import { expand, parseLayout } from './expand'

export type Part = ConvertedGraph['parts'][number]

/** A file of a pack that is read when it is needed, by its path inside the pack's folder; null where there is none. */
export type OpenFile = (path: string) => Promise<Blob | null>

/** What a session is made of. */
export interface Weights {
  model: Uint8Array<ArrayBuffer>
  external: { path: string; data: Uint8Array<ArrayBuffer> }[]
}

/**
 * The files of a part, one after another, each as large as the runtime wants it. Hashes were checked when the pack was
 * installed: here a file must only be as long as it was then.
 * @throws `pack-missing`, `pack-hash` or `pack-field` with the file's path
 */
export async function readWeights(open: OpenFile, part: Part): Promise<Weights> {
  const model = await read(open, part.model)
  const external: Weights['external'] = []
  for (const { location, expands, ...file } of part.data) {
    const stored = await read(open, file)
    if (!expands) {
      external.push({ path: location, data: stored })
      continue
    }
    const layout = parseLayout(expands.layout.path, new TextDecoder().decode(await read(open, expands.layout)))
    external.push({ path: location, data: expanded(file.path, () => expand(stored, layout, expands.bytes)) })
  }
  return { model, external }
}

async function read(
  open: OpenFile,
  { path, bytes }: { path: string; bytes: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path)
  if (!file) throw new KinoraError('pack-missing', { file: path })
  if (file.size !== bytes)
    throw new KinoraError('pack-hash', { file: path, expected: `${bytes} bytes`, found: `${file.size} bytes` })
  return new Uint8Array(await file.arrayBuffer())
}

/** A table that reaches past its file means that one of them is not what it was. */
function expanded<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    if (!(thrown instanceof RangeError) || /allocation/i.test(thrown.message)) throw thrown
    throw new KinoraError('pack-hash', { file: path, expected: 'what its table says', found: thrown.message }, thrown)
  }
}

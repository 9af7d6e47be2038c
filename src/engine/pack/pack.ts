import { KinoraError } from '../../core/errors'
import { sha256 } from '../../media/hash'
import { type GraphManifest, type GraphName, type PackManifest, parsePack } from '../../media/pack/contract'

/** Reads a file of the pack by its path inside the pack's folder; null where there is none. */
export type FetchFile = (path: string) => Promise<Uint8Array<ArrayBuffer> | null>

export interface Pack {
  readonly manifest: PackManifest
  /** Whether every graph that a part needs is there, so that it can be asked for. */
  has(part: 'influence' | 'fill' | 'segment'): boolean
  graph(name: GraphName): GraphManifest
  /** Of the pack that a graph belongs to: clicks may have one of their own. */
  manifestOf(name: GraphName): PackManifest
  /**
   * A graph's bytes, its files joined in order, each checked by size and hash. Throws `pack-missing`
   * or `pack-hash` with the file's path. Nothing is kept here: a session does that.
   */
  read(name: GraphName): Promise<Uint8Array<ArrayBuffer>>
  /** The same graph computing in half precision, without the weights that it borrows; null where the pack has none. */
  readHalf(name: GraphName): Promise<Uint8Array<ArrayBuffer> | null>
}

/** Opens a pack: `pack.json` is read and validated now, graphs when they are asked for. */
export async function openPack(fetchFile: FetchFile): Promise<Pack> {
  const bytes = await fetchFile('pack.json')
  if (!bytes) throw new KinoraError('pack-missing', { file: 'pack.json' })
  const manifest = parsePack(new TextDecoder().decode(bytes))
  const graph = (name: GraphName): GraphManifest => {
    const found = manifest.graphs[name]
    if (!found) throw new KinoraError('pack-field', { field: `graphs.${name}`, problem: 'is missing' })
    return found
  }
  return {
    manifest,
    graph,
    manifestOf: () => manifest,
    has: (part) => {
      if (part === 'influence') return manifest.graphs.motion !== undefined
      if (part === 'segment') return manifest.graphs.segment !== undefined
      const { encoder, condition, unet, decoder } = manifest.graphs
      return [encoder, condition, unet, decoder].every((it) => it !== undefined)
    },
    read: (name) => readWhole(fetchFile, graph(name).files),
    readHalf: async (name) => {
      const { half } = graph(name)
      return half ? readWhole(fetchFile, half) : null
    },
  }
}

/** Files that are one, joined in order. */
async function readWhole(fetchFile: FetchFile, files: GraphManifest['files']): Promise<Uint8Array<ArrayBuffer>> {
  return join(await Promise.all(files.map((file) => readChecked(fetchFile, file))))
}

async function readChecked(
  fetchFile: FetchFile,
  file: GraphManifest['files'][number],
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await fetchFile(file.path)
  if (!bytes) throw new KinoraError('pack-missing', { file: file.path })
  if (bytes.length !== file.bytes)
    throw new KinoraError('pack-hash', {
      file: file.path,
      expected: `${file.bytes} bytes`,
      found: `${bytes.length} bytes`,
    })
  const found = await sha256(bytes)
  if (found !== file.sha256) throw new KinoraError('pack-hash', { file: file.path, expected: file.sha256, found })
  return bytes
}

function join(parts: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1) return parts[0] as Uint8Array<ArrayBuffer>
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

import type { ChosenPacks, PackUse, RefusedPack } from '../../bridge/engine'
import { asKinoraError, KinoraError } from '../../core/errors'
import type { GraphName } from '../../media/pack/contract'
import { type FetchFile, openPack, type Pack } from './pack'
import { isConverted, openThingPack, openVideoPack, type ThingPack, type VideoPack } from './video'
import type { OpenFile } from './weights'

const clicked: readonly GraphName[] = ['segment-encoder', 'segment']

/** The packs that an engine works with. */
export interface Chosen {
  /** What moves, what lies under a click, and what fills. */
  pack: Pack
  /** What draws whole frames in its place, in full quality. */
  video: VideoPack | null
  /** What knows what lies under a click, in its place. */
  things: ThingPack | null
  refused: RefusedPack[]
}

/**
 * The packs that were chosen, as one. A pack that cannot be opened, lacks what it was chosen for, or needs what the device
 * has not, is replaced by the embedded one, and said.
 * @param filesOf opens files of a pack by its id
 * @param half whether the device computes in half precision
 */
export async function openChosen(
  embedded: FetchFile,
  chosen: ChosenPacks,
  filesOf: (id: string) => OpenFile,
  half: boolean,
): Promise<Chosen> {
  const refused: RefusedPack[] = []
  let video: VideoPack | null = null
  let things: ThingPack | null = null
  const open = async (use: PackUse): Promise<Pack | null> => {
    const id = chosen[use]
    if (id === null) return null
    try {
      const files = filesOf(id)
      if (isConverted((await (await files('pack.json'))?.text()) ?? '')) {
        const found = use === 'renders' ? await openVideoPack(files) : await openThingPack(files)
        if (found.manifest.compute === 'fp16' && !half) throw new KinoraError('half-unavailable', { pack: id })
        if (found.manifest.kind === 'sam') things = { ...found, manifest: found.manifest }
        else video = { ...found, manifest: found.manifest }
        return null
      }
      const pack = named(await openPack(fetchFrom(files)), id)
      if (use === 'clicks' && !pack.has('segment'))
        throw new KinoraError('pack-field', { field: 'graphs.segment', problem: 'is missing' })
      return pack
    } catch (thrown) {
      const { code, data } = asKinoraError(thrown)
      refused.push({ use, id, code, data })
      return null
    }
  }
  const [renders, clicks] = [await open('renders'), await open('clicks')]
  const base = renders && clicks ? null : await openPack(embedded)
  const first = renders ?? (base as Pack)
  const second = clicks ?? (base as Pack)
  return { pack: first === second ? first : joined(first, second), video, things, refused }
}

function fetchFrom(open: OpenFile): FetchFile {
  return async (path) => {
    const file = await open(path)
    return file && new Uint8Array(await file.arrayBuffer())
  }
}

/** One pack's graphs, but those for clicks from another. */
function joined(renders: Pack, clicks: Pack): Pack {
  const of = (name: GraphName) => (clicked.includes(name) ? clicks : renders)
  return {
    manifest: renders.manifest,
    has: (part) => (part === 'segment' ? clicks : renders).has(part),
    graph: (name) => of(name).graph(name),
    manifestOf: (name) => of(name).manifest,
    read: (name) => of(name).read(name),
    readHalf: (name) => of(name).readHalf(name),
  }
}

/** Errors of reading say which pack it was, so that the studio can do without it. */
function named(pack: Pack, model: string): Pack {
  const said = (thrown: unknown): never => {
    const { code, data } = asKinoraError(thrown)
    throw new KinoraError(code, { ...data, model }, thrown)
  }
  return {
    ...pack,
    read: (name) => pack.read(name).catch(said),
    readHalf: (name) => pack.readHalf(name).catch(said),
  }
}

import type { ChosenPacks, PackUse, RefusedPack } from '../../bridge/engine'
import { asKinoraError, KinoraError } from '../../core/errors'
import type { GraphName } from '../../media/pack/contract'
import { type FetchFile, openPack, type Pack } from './pack'

const clicked: readonly GraphName[] = ['segment-encoder', 'segment']

/**
 * The packs that were chosen, as one. A pack that cannot be opened, or lacks what it was chosen for, is replaced by
 * the embedded one, and said.
 * @param fetchFrom reads files of a pack by its id
 */
export async function openChosen(
  embedded: FetchFile,
  chosen: ChosenPacks,
  fetchFrom: (id: string) => FetchFile,
): Promise<{ pack: Pack; refused: RefusedPack[] }> {
  const refused: RefusedPack[] = []
  const open = async (use: PackUse): Promise<Pack | null> => {
    const id = chosen[use]
    if (id === null) return null
    try {
      const pack = named(await openPack(fetchFrom(id)), id)
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
  return { pack: first === second ? first : joined(first, second), refused }
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
  }
}

/** Errors of reading say which pack it was, so that the studio can do without it. */
function named(pack: Pack, model: string): Pack {
  return {
    ...pack,
    read: (name) =>
      pack.read(name).catch((thrown) => {
        const { code, data } = asKinoraError(thrown)
        throw new KinoraError(code, { ...data, model }, thrown)
      }),
  }
}

import { KinoraError } from '../../core/errors'
import { type Addition, aboutPack } from '../../media/pack/about'
import { faceModel } from '../../media/pack/known'
import { bytesOf, idOf, type ModelRecord } from '../../media/storage/models/record'
import type { Model, ModelUse } from './state'

const usesOf: Record<Addition, ModelUse | null> = {
  influence: 'renders',
  fill: 'renders',
  video: 'renders',
  landmarks: null,
  segment: 'clicks',
}

/** Where a model comes from; see `ModelRecord`. */
export type Source = ModelRecord['source']

/**
 * A pack as its description says.
 * @param hash SHA-256 of the description
 * @throws `pack-field`, `pack-unreadable`
 */
export function describePack(description: string, hash: string, source: Source): Model {
  const { name, version, files, ...about } = aboutPack(description)
  const id = idOf(name, version, hash)
  const uses = new Set(about.adds.map((addition) => usesOf[addition]).filter((use) => use !== null))
  const record: ModelRecord = { format: 1, id, kind: 'pack', description, files, source, begunAt: Date.now() }
  return { ...about, id, name, version, uses: [...uses], bytes: bytesOf(files), record, host: hostOf(source) }
}

/** What comes with the studio: its record leads nowhere. */
export function describeBuiltIn(description: string): Model {
  return { ...describePack(description, '', null), id: '' }
}

/** The one model that is no pack. */
export function describeFace(source: Source): Model {
  const { id, name, version, licence, file } = faceModel
  const record: ModelRecord = {
    format: 1,
    id,
    kind: 'face',
    description: '',
    files: [file],
    source,
    begunAt: Date.now(),
  }
  return {
    id,
    name,
    version,
    licence,
    licences: [],
    provenance: '',
    adds: ['faces'],
    needs: { webgpu: false, f16: false, memory: 0 },
    bytes: file.bytes,
    uses: ['faces'],
    record,
    host: hostOf(source),
  }
}

/** A model that was kept. Of one whose description this studio cannot read there is only its name. */
export function describeKept(record: ModelRecord): Model {
  const { id, kind, description, source, files } = record
  try {
    const model = kind === 'face' ? describeFace(source) : describePack(description, '', source)
    return { ...model, id, record }
  } catch {
    return {
      ...{ id, name: id, version: '', licence: '', licences: [], provenance: '', adds: [], uses: [] },
      needs: { webgpu: false, f16: false, memory: 0 },
      ...{ bytes: bytesOf(files), record, host: hostOf(source) },
    }
  }
}

/**
 * An address as a person types it: what to ask for, and where files lie. A folder is asked for its `pack.json`.
 * @throws `model-address`
 */
export function readAddress(typed: string): { url: string; folder: string; face: boolean } {
  const url = URL.canParse(typed.trim()) ? new URL(typed.trim()) : null
  // Without encryption only from this machine itself: browsers would refuse the rest.
  const own = url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (!url || !(url.protocol === 'https:' || (own && url.protocol === 'http:'))) throw new KinoraError('model-address')
  url.hash = ''
  const last = url.pathname.split('/').at(-1) ?? ''
  const face = last === faceModel.file.path
  if (last !== '' && !face && !last.endsWith('.json')) url.pathname += '/'
  if (url.pathname.endsWith('/')) url.pathname += 'pack.json'
  return { url: url.href, folder: new URL('.', url).href, face }
}

function hostOf(source: Source): string | null {
  return source && new URL(source.folder).host
}

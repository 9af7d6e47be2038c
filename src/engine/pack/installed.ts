import { KinoraError } from '../../core/errors'
import { borrowModel, modelDescription, modelFile } from '../../media/storage/models/folders'
import type { FetchFile } from './pack'

/** Packs that this worker reads: nobody removes them while it lives. */
const held = new Set<string>()

/** Reads files of a pack that was installed. @throws `model-busy` while it is being fetched or removed */
export function fetchInstalled(id: string): FetchFile {
  return async (path) => {
    if (!held.has(id)) {
      if (!(await borrowModel(id, 'shared'))) throw new KinoraError('model-busy')
      held.add(id)
    }
    if (path !== 'pack.json') {
      const file = await modelFile(id, path)
      return file && new Uint8Array(await file.arrayBuffer())
    }
    const text = await modelDescription(id)
    return text === null ? null : new TextEncoder().encode(text)
  }
}

import { KinoraError } from '../../core/errors'
import { borrowModel, modelDescription, modelFile } from '../../media/storage/models/folders'
import type { OpenFile } from './weights'

/** Packs that this worker reads: nobody removes them while it lives. */
const held = new Set<string>()

/** Opens files of a pack that was installed. @throws `model-busy` while it is being fetched or removed */
export function openInstalled(id: string): OpenFile {
  return async (path) => {
    if (!held.has(id)) {
      if (!(await borrowModel(id, 'shared'))) throw new KinoraError('model-busy')
      held.add(id)
    }
    if (path !== 'pack.json') return modelFile(id, path)
    const text = await modelDescription(id)
    return text === null ? null : new Blob([text])
  }
}

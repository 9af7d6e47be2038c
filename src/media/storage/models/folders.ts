import { type ModelRecord, readRecord } from './record'

/**
 * Where models lie in the origin's private file system: a folder each in `models`, with `record.json` and each
 * file under its own SHA-256. A file counts only when an empty one named `<hash>.ok` stands beside it; until then
 * it is what has come so far, to be gone on with. `<hash>.from` says which version of an address it came from.
 */
const parent = 'models'
export const recordName = 'record.json'

/** A model as it lies in the storage. */
export interface StoredModel {
  record: ModelRecord
  /** Bytes that are here, of files that are wanted. */
  have: number
  /** Every file is here and was what it should be. */
  complete: boolean
}

export const okName = (sha256: string) => `${sha256}.ok`
export const fromName = (sha256: string) => `${sha256}.from`

/** The folder of a model. @throws `NotFoundError` where there is none and it is not to be made */
export async function modelFolder(id: string, create = false): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return (await root.getDirectoryHandle(parent, { create })).getDirectoryHandle(id, { create })
}

/** All models that are here or on the way, the oldest first. What nobody could go on with is removed. */
export async function listModels(): Promise<StoredModel[]> {
  if (!navigator.storage?.getDirectory) return []
  const root = await navigator.storage.getDirectory()
  const models = await root.getDirectoryHandle(parent, { create: true })
  const found: StoredModel[] = []
  for (const id of await namesIn(models)) {
    const folder = await models.getDirectoryHandle(id)
    const record = readRecord((await readText(folder, recordName)) ?? '')
    if (record?.id === id) found.push(await stored(folder, record))
    else await removeModel(id)
  }
  return found.sort((a, b) => a.record.begunAt - b.record.begunAt)
}

async function stored(folder: FileSystemDirectoryHandle, record: ModelRecord): Promise<StoredModel> {
  const names = new Set(await namesIn(folder))
  let have = 0
  for (const sha256 of new Set(record.files.map((file) => file.sha256)))
    if (names.has(sha256)) have += (await (await folder.getFileHandle(sha256)).getFile()).size
  return { record, have, complete: record.files.every(({ sha256 }) => names.has(okName(sha256))) }
}

/** A file of a model that is complete, unread; null where there is none. */
export async function modelFile(id: string, path: string): Promise<File | null> {
  try {
    const folder = await modelFolder(id)
    const record = readRecord((await readText(folder, recordName)) ?? '')
    const file = record?.files.find((it) => it.path === path)
    if (!file) return null
    await folder.getFileHandle(okName(file.sha256))
    return await (await folder.getFileHandle(file.sha256)).getFile()
  } catch (thrown) {
    ignoreMissing(thrown)
    return null
  }
}

/** What a model says of itself: the text of its `pack.json`; null where there is no such model. */
export async function modelDescription(id: string): Promise<string | null> {
  try {
    return readRecord((await readText(await modelFolder(id), recordName)) ?? '')?.description ?? null
  } catch (thrown) {
    ignoreMissing(thrown)
    return null
  }
}

/** Removes a model with all that has come of it. False where a tab is using or fetching it. */
export async function removeModel(id: string): Promise<boolean> {
  const lock = await borrowModel(id, 'exclusive')
  if (!lock) return false
  try {
    const root = await navigator.storage.getDirectory()
    const models = await root.getDirectoryHandle(parent, { create: true })
    await models.removeEntry(id, { recursive: true }).catch(ignoreMissing)
    return true
  } finally {
    lock()
  }
}

/**
 * Holds a model: `shared` by those who read it, `exclusive` while it is fetched or removed. Answers with what lets
 * it go; null where that cannot be had now. A thread that ends lets go by itself.
 */
export function borrowModel(id: string, mode: LockMode): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`kinora-model-${id}`, { mode, ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null)
        return new Promise<void>((close) => resolve(close))
      })
      .catch(reject)
  })
}

export async function readText(folder: FileSystemDirectoryHandle, name: string): Promise<string | null> {
  try {
    return await (await (await folder.getFileHandle(name)).getFile()).text()
  } catch (thrown) {
    ignoreMissing(thrown)
    return null
  }
}

/** A folder's names; the declarations of workers lack them. */
async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = []
  for await (const name of (folder as FileSystemDirectoryHandle & { keys(): AsyncIterable<string> }).keys())
    names.push(name)
  return names
}

function ignoreMissing(thrown: unknown): void {
  if (!(thrown instanceof DOMException && thrown.name === 'NotFoundError')) throw thrown
}

import { asKinoraError, KinoraError } from '../../core/errors'
import type { Database } from './database'

/**
 * Files kept under the hash of their content, written once: in the origin's private file system, or in the
 * database where there is none that can be written to from here.
 */
export interface PictureStore {
  put(hash: string, file: Blob): Promise<void>
  /** null when it is not there. */
  get(hash: string): Promise<Blob | null>
  /** Removes all but these. */
  keepOnly(hashes: ReadonlySet<string>): Promise<void>
}

export async function openPictureStore(database: Database): Promise<PictureStore> {
  try {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('pictures', { create: true })
    if ('createWritable' in FileSystemFileHandle.prototype) return inFolder(folder)
  } catch {
    // No such file system here (a private window, an older browser).
  }
  return inDatabase(database)
}

function inFolder(folder: FileSystemDirectoryHandle): PictureStore {
  const find = async (hash: string) => {
    try {
      return await (await folder.getFileHandle(hash)).getFile()
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return null
      throw error
    }
  }
  return {
    async put(hash, file) {
      if ((await find(hash))?.size === file.size) return
      const handle = await folder.getFileHandle(hash, { create: true })
      const stream = await handle.createWritable()
      // What was written takes the file's place only when the stream is closed.
      await stream.write(file)
      await stream.close()
    },
    async get(hash) {
      const file = await find(hash)
      return file && file.size > 0 ? file : null
    },
    async keepOnly(hashes) {
      const names: string[] = []
      for await (const name of keysOf(folder)) if (!hashes.has(name)) names.push(name)
      for (const name of names) await folder.removeEntry(name).catch(() => {})
    },
  }
}

/** A folder's names; the declarations of workers lack them. */
function keysOf(folder: FileSystemDirectoryHandle): AsyncIterable<string> {
  return (folder as FileSystemDirectoryHandle & { keys(): AsyncIterable<string> }).keys()
}

function inDatabase(database: Database): PictureStore {
  return {
    async put(hash, file) {
      if ((await database.count('pictures', hash)) === 0) await database.put('pictures', file, hash)
    },
    async get(hash) {
      return (await database.get('pictures', hash)) ?? null
    },
    async keepOnly(hashes) {
      for (const key of await database.getAllKeys('pictures'))
        if (!hashes.has(key)) await database.delete('pictures', key)
    },
  }
}

/** What a storage throws, as an error a person can act on. */
export function asStorageError(thrown: unknown): KinoraError {
  const full = (error: unknown) => error instanceof DOMException && error.name === 'QuotaExceededError'
  const cause = thrown instanceof Error ? thrown.cause : undefined
  return full(thrown) || full(cause) ? new KinoraError('disk-full', {}, thrown) : asKinoraError(thrown)
}

import { fromName, okName, readText } from '../media/storage/models/folders'
import type { Place } from './bring'
import type { Version } from './download'

/** A handle of a worker that was just ended is free again a moment later. */
const patience = [0, 50, 200, 500, 1000]

/** A model's folder in the origin's private file system. */
export function placeIn(folder: FileSystemDirectoryHandle): Place {
  const has = (name: string) =>
    folder.getFileHandle(name).then(
      () => true,
      () => false,
    )
  return {
    async size(sha256) {
      return (await has(sha256)) ? (await (await folder.getFileHandle(sha256)).getFile()).size : 0
    },
    isChecked: (sha256) => has(okName(sha256)),
    async setChecked(sha256) {
      await folder.getFileHandle(okName(sha256), { create: true })
    },
    async open(sha256) {
      const handle = await folder.getFileHandle(sha256, { create: true })
      let failure: unknown
      for (const wait of patience) {
        await new Promise((resolve) => setTimeout(resolve, wait))
        try {
          return await handle.createSyncAccessHandle()
        } catch (thrown) {
          failure = thrown
        }
      }
      throw failure
    },
    async remove(sha256) {
      await folder.removeEntry(sha256)
    },
    async version(sha256) {
      try {
        return JSON.parse((await readText(folder, fromName(sha256))) ?? 'null') as Version | null
      } catch {
        return null
      }
    },
    setVersion: (sha256, version) => writeText(folder, fromName(sha256), JSON.stringify(version)),
    async room() {
      const { quota, usage } = await navigator.storage.estimate()
      return quota === undefined || usage === undefined ? null : quota - usage
    },
  }
}

export async function writeText(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const handle = await folder.getFileHandle(name, { create: true })
  const file = await handle.createSyncAccessHandle()
  try {
    file.truncate(0)
    file.write(new TextEncoder().encode(text))
    file.flush()
  } finally {
    file.close()
  }
}

import type { Folder, Folders } from './folder'

/** All folders lie in one of this name in the origin's private file system. */
const parent = 'renders'

/** Folders in the origin's private file system, each lent to one engine at a time; null where there is none. */
export function opfsFolders(): Folders | null {
  if (!navigator.storage?.getDirectory || !('createWritable' in FileSystemFileHandle.prototype)) return null
  const all = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(parent, { create: true })
  return {
    async open(key) {
      const close = await borrow(key)
      if (!close) return null
      try {
        const renders = await all()
        const known = (await namesIn(renders)).includes(key)
        void removeOthers(renders, key).catch(() => undefined)
        return folderOver(await renders.getDirectoryHandle(key, { create: true }), known, close)
      } catch (thrown) {
        close()
        throw thrown
      }
    },
    async peek(key, name) {
      try {
        return await readFile(await (await all()).getDirectoryHandle(key), name)
      } catch {
        return null
      }
    },
  }
}

function folderOver(folder: FileSystemDirectoryHandle, known: boolean, close: () => void): Folder {
  return {
    lasting: true,
    known,
    close,
    read: (name) => readFile(folder, name),
    async write(name, parts) {
      const handle = await folder.getFileHandle(name, { create: true })
      // Written beside the work by the browser; takes the file's place only when the stream is closed.
      const stream = await handle.createWritable()
      try {
        await stream.write(new Blob([...parts]))
        await stream.close()
      } catch (thrown) {
        await stream.abort().catch(() => undefined)
        throw thrown
      }
    },
    async remove(name) {
      await folder.removeEntry(name).catch(ignoreMissing)
    },
    // A file that was made and never written holds nothing.
    list: async () => {
      const names = await namesIn(folder)
      const sizes = await Promise.all(
        names.map(async (name) => (await (await folder.getFileHandle(name)).getFile()).size),
      )
      return names.filter((_, i) => (sizes[i] as number) > 0)
    },
  }
}

async function readFile(folder: FileSystemDirectoryHandle, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const file = await (await folder.getFileHandle(name)).getFile()
    return file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : null
  } catch (thrown) {
    ignoreMissing(thrown)
    return null
  }
}

/** Takes the lock of a folder for as long as the worker lives, or until it is let go; null where another has it. */
function borrow(key: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    void navigator.locks.request(nameOf(key), { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null)
      return new Promise<void>((close) => resolve(close))
    })
  })
}

async function removeOthers(renders: FileSystemDirectoryHandle, key: string): Promise<void> {
  for (const other of await namesIn(renders)) if (other !== key) await removeUnused(renders, other)
}

/** Removes a folder that nobody has open. */
async function removeUnused(renders: FileSystemDirectoryHandle, key: string): Promise<void> {
  await navigator.locks.request(nameOf(key), { ifAvailable: true }, async (lock) => {
    if (lock) await renders.removeEntry(key, { recursive: true }).catch(() => undefined)
  })
}

function nameOf(key: string): string {
  return `kinora-render-${key}`
}

/** A folder's names; the declarations of workers lack them. */
async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = []
  for await (const name of (folder as FileSystemDirectoryHandle & { keys(): AsyncIterable<string> }).keys())
    if (!name.endsWith('.crswap')) names.push(name)
  return names
}

function ignoreMissing(thrown: unknown): void {
  if (!(thrown instanceof DOMException && thrown.name === 'NotFoundError')) throw thrown
}

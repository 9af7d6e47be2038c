import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Folder, Folders } from '../engine/folder'

/**
 * Where the engine keeps what its networks have drawn until it is saved, so that memory does not grow with the
 * clip: in the system's temporary folder, for as long as the process lives.
 */
export function temporaryFolders(): Folders {
  let root: string | null = null
  const place = () => {
    if (root) return root
    const made = mkdtempSync(join(tmpdir(), 'kinora-'))
    process.once('exit', () => rmSync(made, { recursive: true, force: true }))
    root = made
    return made
  }
  return {
    async open(key) {
      // One render at a time: what the former one has left is not needed any more.
      for (const other of await readdir(place())) if (other !== key) await rm(join(place(), other), { recursive: true })
      const path = join(place(), key)
      await mkdir(path, { recursive: true })
      return folderAt(path)
    },
    peek: (key, name) => (root ? read(join(root, key, name)) : Promise.resolve(null)),
  }
}

function folderAt(path: string): Folder {
  return {
    read: (name) => read(join(path, name)),
    async write(name, parts) {
      const bytes = parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
      await writeFile(join(path, `${name}~`), bytes.values())
      await rename(join(path, `${name}~`), join(path, name))
    },
    remove: (name) => rm(join(path, name), { force: true }),
    list: async () => (await readdir(path)).filter((name) => !name.endsWith('~')),
    close() {},
  }
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await readFile(path).catch(() => null)
  return bytes && new Uint8Array(bytes)
}

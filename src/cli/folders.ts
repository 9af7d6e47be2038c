import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
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
      const known = mkdirSync(path, { recursive: true }) === undefined
      return folderAt(path, known)
    },
    peek: (key, name) => (root ? read(join(root, key, name)) : Promise.resolve(null)),
  }
}

function folderAt(path: string, known: boolean): Folder {
  return {
    lasting: false,
    known,
    read: (name) => read(join(path, name)),
    // At once: networks run on this thread, too, and calls back and forth would take longer than the writing.
    async write(name, parts) {
      const file = openSync(join(path, name), 'w')
      try {
        for (const { buffer, byteOffset, byteLength } of parts) {
          const bytes = new Uint8Array(buffer, byteOffset, byteLength)
          for (let done = 0; done < byteLength; ) done += writeSync(file, bytes, done)
        }
      } finally {
        closeSync(file)
      }
    },
    remove: (name) => rm(join(path, name), { force: true }),
    list: () => readdir(path),
    close() {},
  }
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await readFile(path).catch(() => null)
  return bytes && new Uint8Array(bytes)
}

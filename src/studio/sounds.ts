import { sha256 } from '../media/hash'
import type { Project } from '../project/project'
import { namedSounds } from '../project/sounds'

/** The files of the sounds that projects name, for as long as the page lives: undo may bring any of them back. */
export interface Sounds {
  /** Takes a file in and answers with the name by which a project may know it. */
  add(file: Blob): Promise<string>
  get(name: string): Blob | null
  /** Those that came with a project. */
  take(sounds: ReadonlyMap<string, Blob>): void
  /** Those that a project names. */
  of(project: Project): Map<string, Blob>
}

export function createSounds(): Sounds {
  const files = new Map<string, Blob>()
  return {
    async add(file) {
      const name = await sha256(new Uint8Array(await file.arrayBuffer()))
      files.set(name, file)
      return name
    },
    get: (name) => files.get(name) ?? null,
    take(sounds) {
      for (const [name, file] of sounds) files.set(name, file)
    },
    of(project) {
      const found = [...namedSounds(project).keys()].map((name) => [name, files.get(name)] as const)
      return new Map(found.filter((entry): entry is [string, Blob] => entry[1] !== undefined))
    },
  }
}

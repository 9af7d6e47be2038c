import { openDatabase, type Record } from './database'
import { asStorageError, openPictureStore } from './pictures'
import { claimSlot, whileAlone } from './slots'

/** A value that can be cloned, with the picture file that it is about and the sounds that belong to it. */
export interface Snapshot<T> {
  value: T
  picture: Blob
  /** SHA-256 of the picture, in lower-case hexadecimal. */
  hash: string
  /** By their SHA-256. */
  sounds: ReadonlyMap<string, Blob>
}

export interface Snapshots<T> {
  /**
   * True when another tab is at work on what was kept: this one works on a copy of its own.
   * To be told as `project-open-elsewhere`.
   */
  readonly elsewhere: boolean
  /** What was found when this tab began, or what it saved since; null: nothing. */
  load(): Promise<Snapshot<T> | null>
  /** The picture is written only when it is not there yet. @throws `disk-full` */
  save(snapshot: Snapshot<T>): Promise<void>
}

/** Work of former tabs that is kept beside the newest. */
const keptSlots = 4

/**
 * Keeps a tab's work where the next start finds it: values in IndexedDB, pictures in the origin's private
 * file system. Each tab writes a place of its own, held by a lock that ends with the tab; a tab that starts
 * takes over the newest free place, or begins with a copy while another tab is at work.
 * @throws when the browser keeps nothing at all (some private windows).
 */
export async function openSnapshots<T>(): Promise<Snapshots<T>> {
  const database = await openDatabase()
  const files = await openPictureStore(database)
  const all = () => database.getAll('snapshots') as Promise<Record<T>[]>
  const { slot, source, elsewhere } = await claimSlot(await all())
  let current = source
  let asked = false

  async function save({ value, picture, hash, sounds }: Snapshot<T>): Promise<void> {
    // Alone, so that no other tab removes the files between their writing and the record that names them.
    await whileAlone(async () => {
      await files.put(hash, picture)
      for (const [name, sound] of sounds) await files.put(name, sound)
      const record = { slot, savedAt: Date.now(), value, hash, type: picture.type, sounds: [...sounds.keys()] }
      await database.put('snapshots', record)
      if (current === slot) return
      current = slot
      const byAge = (await all()).sort((a, b) => b.savedAt - a.savedAt)
      for (const old of byAge.slice(keptSlots)) if (old.slot !== slot) await database.delete('snapshots', old.slot)
    })
  }

  /** Files that no record names any longer. */
  async function tidy(): Promise<void> {
    await whileAlone(async () => {
      const hashes = (await all()).flatMap((record) => [record.hash, ...(record.sounds ?? [])])
      await files.keepOnly(new Set(hashes))
    })
  }

  /** Which files the last record named. */
  let lastNamed: string | null = null
  const namesOf = (hash: string, sounds: Iterable<string>) => [hash, ...[...sounds].sort()].join(' ')
  return {
    elsewhere,
    async load() {
      const record =
        current === null ? undefined : ((await database.get('snapshots', current)) as Record<T> | undefined)
      const file = record && (await files.get(record.hash))
      if (!record || !file) return null
      lastNamed ??= namesOf(record.hash, record.sounds ?? [])
      const sounds = new Map<string, Blob>()
      for (const name of record.sounds ?? []) {
        const sound = await files.get(name)
        // In memory: its file is removed when no record names it any longer, and may be wanted again all the same.
        if (sound) sounds.set(name, new Blob([await sound.arrayBuffer()], { type: sound.type }))
      }
      return { value: record.value, picture: new Blob([file], { type: record.type }), hash: record.hash, sounds }
    },
    async save(snapshot) {
      if (!asked) {
        asked = true
        void askToPersist()
      }
      try {
        await save(snapshot)
        const named = namesOf(snapshot.hash, snapshot.sounds.keys())
        if (lastNamed !== named) await tidy()
        lastNamed = named
      } catch (thrown) {
        throw asStorageError(thrown)
      }
    },
  }
}

/** Asks that the browser does not clear the work when the disk runs low. Only a page may ask. */
async function askToPersist(): Promise<void> {
  const storage = navigator.storage as StorageManager & { persist?: () => Promise<boolean> }
  await storage.persist?.().catch(() => false)
}

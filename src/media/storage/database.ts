import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** A kept value and what belongs to it. `slot` is the place of one tab's work. */
export interface Record<T = unknown> {
  slot: string
  /** Milliseconds since 1970. */
  savedAt: number
  value: T
  /** SHA-256 and type of the picture. */
  hash: string
  type: string
  /** SHA-256 of the sounds; none in what older versions kept. */
  sounds?: string[]
}

interface Schema extends DBSchema {
  snapshots: { key: string; value: Record }
  pictures: { key: string; value: Blob }
}

export type Database = IDBPDatabase<Schema>

export function openDatabase(): Promise<Database> {
  return openDB<Schema>('kinora', 1, {
    upgrade(database) {
      database.createObjectStore('snapshots', { keyPath: 'slot' })
      database.createObjectStore('pictures')
    },
  })
}

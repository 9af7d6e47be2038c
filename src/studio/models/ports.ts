import type { Client } from '../../bridge/client'
import type { ModelsApi } from '../../bridge/models'
import type { StoredModel } from '../../media/storage/models/folders'
import type { Machine } from './state'

/** What the models need of the browser. */
export interface ModelPorts {
  list(): Promise<StoredModel[]>
  /** The description of the pack that comes with the studio. */
  builtIn(): Promise<string>
  /** False where a tab is using or fetching it. */
  remove(id: string): Promise<boolean>
  file(id: string, path: string): Promise<Blob | null>
  /** Has faces found by this model; null: by what comes with the studio. `onBroken` is called when it is of no use. */
  setFaceModel(id: string | null, onBroken: () => void): void
  /** The worker that brings models; it may reach this origin beside our own, `any`, or (null) none. */
  worker(reach: string | null): Client<ModelsApi>
  machine(): Promise<Machine>
  /** SHA-256 of a text. */
  hash(text: string): Promise<string>
  /** Asks the browser not to clear what is kept when the disk runs low. */
  persist(): Promise<void>
}

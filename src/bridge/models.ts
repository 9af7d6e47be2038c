import type { ModelFile, ModelRecord } from '../media/storage/models/record'

/** How far a model has come. */
export interface Coming {
  /** `check`: what is there already is read again; `fetch`: it comes from its address; `copy`: from the person's files. */
  phase: 'check' | 'fetch' | 'copy'
  /** Bytes of all its files that are here. */
  have: number
}

/**
 * What the page may ask of the worker that brings models. It is started anew for each, and may reach no other host than
 * the one that its own address names: see src/reach.json.
 */
export interface ModelsApi {
  /**
   * The text at an address: a pack's description, at most a megabyte.
   * @throws `model-unreachable` {host}, `model-refused` {host, status, file}, `model-forwarded` {host}
   */
  look(url: string): Promise<string>
  /**
   * Brings every file of a model that is not here yet, each checked by its hash, and goes on where it was left.
   * @param given the person's files; those that are missing come from `record.source`
   * @param recheck reads what is here again: what is damaged comes anew
   * @throws as `look`, and `pack-hash` {file}, `pack-missing` {file}, `model-no-room` {needed, free}, `model-busy`
   */
  bring(record: ModelRecord, given: GivenFile[], recheck: boolean, onComing: (coming: Coming) => void): Promise<void>
  /** Ends `bring` with `cancelled`. What has come stays. */
  stop(): Promise<void>
}

/** A file that the person has chosen, under the path that it has in the model. */
export interface GivenFile {
  path: ModelFile['path']
  file: Blob
}

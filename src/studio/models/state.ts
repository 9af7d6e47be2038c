import type { ChosenPacks } from '../../bridge/engine'
import type { Coming } from '../../bridge/models'
import type { KinoraError } from '../../core/errors'
import type { Addition, Needs } from '../../media/pack/about'
import type { ModelRecord } from '../../media/storage/models/record'

/** What a model can be used for. */
export type ModelUse = keyof ChosenPacks | 'faces'
export const modelUses: readonly ModelUse[] = ['renders', 'clicks', 'faces']

/** By model id; null: what comes with the studio. */
export type ModelChoice = Record<ModelUse, string | null>

/** A model as it is shown, whether it is here, on its way, or only offered. */
export interface Model {
  id: string
  name: string
  version: string
  licence: string
  /** Of each of the weights that it was made of; `file` can be read when it is here. */
  licences: { of: string; name: string; file?: string }[]
  provenance: string
  adds: (Addition | 'faces')[]
  needs: Needs
  bytes: number
  uses: ModelUse[]
  record: ModelRecord
  /** Host that it comes from; null: files of the person. */
  host: string | null
}

export interface KeptModel extends Model {
  /** Bytes that are here. */
  have: number
  complete: boolean
  /** A file of it turned out to be damaged, or missing. */
  broken: boolean
}

/** What this machine has, against what models need. */
export interface Machine {
  webgpu: boolean
  /** Half precision in shaders. */
  f16: boolean
  /** Bytes of ordinary memory, as the browser says (8 GB at most in some); null: it does not. */
  memory: number | null
  /** Bytes that this site keeps, and that it still may; null: the browser does not say. */
  storage: { used: number; free: number } | null
}

/** What is being brought now. Null id: only a description. */
export interface OnItsWay extends Coming {
  id: string | null
  /** All bytes of the model. */
  total: number
  /** null: not known yet. */
  secondsLeft: number | null
}

export interface ModelsState {
  /** What comes with the studio. */
  builtIn: Model | null
  /** null: not looked at yet. */
  list: KeptModel[] | null
  choice: ModelChoice
  machine: Machine | null
  /** A model that was looked at, and waits for a word to be fetched. */
  offer: Model | null
  coming: OnItsWay | null
  /** What went wrong last, of which model; null id: of what was to be added. */
  trouble: { id: string | null; error: KinoraError; address?: string } | null
}

export const noModels: ModelsState = {
  builtIn: null,
  list: null,
  choice: { renders: null, clicks: null, faces: null },
  machine: null,
  offer: null,
  coming: null,
  trouble: null,
}

import type { Provider } from '../../bridge/engine'
import type { Pack } from '../pack/pack'
import type { Ort } from './ort'

/** What a runtime is made of. */
export interface RuntimeOptions {
  ort: Ort
  pack: Pack
  provider: Provider
  /** The WebGPU device that the sessions share; watched for its loss. */
  device?: GPUDevice | null
  threads?: number
  /** Graphs compute in half precision where the pack has them so. */
  half?: boolean
  /** Lets no operator fall back to the CPU on WebGPU; for tests. */
  strict?: boolean
}

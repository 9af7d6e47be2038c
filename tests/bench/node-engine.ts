import { nodeRuntime as openRuntime } from '../../src/cli/runtime'
import type { Runtime } from '../../src/engine/runtime/runtime'

/** The engine's runtime over onnxruntime-node, with the embedded pack unless another folder is named. */
export function nodeRuntime(folder = 'models/pocket', threads?: number, half = false): Promise<Runtime> {
  return openRuntime(folder, threads, half)
}

export { nodeOrt, openPackFolder } from '../../src/cli/runtime'

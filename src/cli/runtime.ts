import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { openPack, type Pack } from '../engine/pack/pack'
import type { Ort } from '../engine/runtime/ort'
import { Runtime } from '../engine/runtime/runtime'

/** ONNX Runtime for Node, in the shape in which the engine takes a runtime. */
export const nodeOrt: Ort = { InferenceSession, Tensor }

/** A pack from a folder. Throws what `openPack` throws. */
export function openPackFolder(folder: string): Promise<Pack> {
  return openPack(async (path) => {
    const bytes = await readFile(join(folder, path)).catch(() => null)
    return bytes && new Uint8Array(bytes)
  })
}

/**
 * The engine's runtime over onnxruntime-node.
 * @param threads of the runtime; its own choice (a thread a core) without it
 */
export async function nodeRuntime(folder: string, threads?: number): Promise<Runtime> {
  const pack = await openPackFolder(folder)
  return new Runtime({ ort: nodeOrt, pack, provider: 'node', ...(threads ? { threads } : {}) })
}

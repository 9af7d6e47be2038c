import { openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { openPack, type Pack } from '../engine/pack/pack'
import { isConverted, openVideoPack, type VideoPack } from '../engine/pack/video'
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
 * @param half whether graphs compute in half precision; slower here, for tests
 */
export async function nodeRuntime(folder: string, threads?: number, half = false): Promise<Runtime> {
  return runtimeOver(await openPackFolder(folder), threads, half)
}

/**
 * The same with a pack of either format in `folder`: one of published weights draws in full quality, and the embedded one
 * says what moves.
 */
export async function nodeEngine(
  folder: string,
  embedded: string,
  threads?: number,
): Promise<{ runtime: Runtime; video: VideoPack | null }> {
  const open = (path: string) => openAsBlob(join(folder, path)).catch(() => null)
  const converted = isConverted((await (await open('pack.json'))?.text()) ?? '')
  const pack = await openPackFolder(converted ? embedded : folder)
  return { runtime: runtimeOver(pack, threads), video: converted ? await openVideoPack(open) : null }
}

function runtimeOver(pack: Pack, threads: number | undefined, half = false): Runtime {
  return new Runtime({ ort: nodeOrt, pack, provider: 'node', half, ...(threads ? { threads } : {}) })
}

import type { Layout } from '../../../../src/engine/pack/expand'
import { readWeights } from '../../../../src/engine/pack/weights'
import { loadOrt } from '../../../../src/engine/runtime/ort'
import type { ConvertedPart } from '../../../../src/media/pack/converted'

/** Weights to be loaded: `count` tensors of `numbers` each in one file in the origin's storage, stored as `half` or as they are. */
export interface Loading {
  /** An .onnx file that names them, as numbers. */
  model: number[]
  count: number
  numbers: number
  half: boolean
  /** Tensor by tensor, as the engine does, or the whole file before. */
  pieces: boolean
}

const location = 'weights.bin'

/** Writes a file of zeros, a tensor at a time. */
async function writeWeights({ count, numbers, half }: Loading): Promise<File> {
  const root = await navigator.storage.getDirectory()
  const handle = await root.getFileHandle(location, { create: true })
  const out = await handle.createWritable()
  const tensor = new Uint8Array((half ? 2 : 4) * numbers)
  for (let i = 0; i < count; i++) await out.write(tensor)
  await out.close()
  return handle.getFile()
}

addEventListener('message', async ({ data: asked }: MessageEvent<Loading>) => {
  try {
    const { count, numbers, half } = asked
    const weights = await writeWeights(asked)
    const layout: Layout = Array.from({ length: count }, (_, i) => [
      'half',
      2 * numbers * i,
      4 * numbers * i,
      1,
      numbers,
    ])
    const files: Record<string, Blob> = {
      [location]: weights,
      'model.onnx': new Blob([new Uint8Array(asked.model)]),
      'weights.json': new Blob([JSON.stringify(layout)]),
    }
    const described = (path: string) => ({ path, bytes: files[path]?.size ?? 0, sha256: '' })
    const expands = { bytes: 4 * count * numbers, layout: described('weights.json') }
    const part: ConvertedPart = {
      ...{ name: 'part', inputs: {}, outputs: {}, memory: { weights: 0, perCell: 0, perPair: 0 } },
      model: described('model.onnx'),
      data: [{ location, ...described(location), ...(half && { expands }) }],
    }
    const ort = await loadOrt('wasm', 1)
    const open = async (path: string) => files[path] ?? null
    const { model, external } = await (asked.pieces ? readWeights(open, part) : readWeights(open, part, null))
    await ort.InferenceSession.create(model, { externalData: external, executionProviders: ['wasm'] })
    postMessage(null)
  } catch (thrown) {
    postMessage(String(thrown))
  }
})

import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { expand, parseLayout, toHalf } from '../../../src/engine/pack/expand'
import { bindDimensions } from '../../../src/engine/pack/shapes'
import type { ConvertedManifest, ConvertedPart } from '../../../src/media/pack/converted'

/** Inputs and PyTorch's outputs of one part of a graph; numbers are base64 of little-endian float32. */
export interface PartFixture {
  graph: string
  part: string
  inputs: Record<string, Encoded>
  outputs: Record<string, Encoded>
  maxAbsError: number
}

export interface Encoded {
  shape: number[]
  data: string
}

export interface PartResult {
  part: string
  /** Largest difference to PyTorch over all outputs, and the largest number that PyTorch gave; NaN where shapes differ. */
  error: number
  scale: number
  allowed: number
}

/** ONNX Runtime of Node or of the web. */
export interface AnyOrt {
  InferenceSession: { create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> }
  Tensor: { new (type: 'float32' | 'float16', data: Float32Array | Uint16Array, dims: readonly number[]): Tensor }
}

type FetchFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>
/** A session of one part, its weights as the runtime wants them. `web`: sizes fixed, nothing may leave the device. */
export async function openPart(
  ort: AnyOrt,
  part: ConvertedPart,
  fetchFile: FetchFile,
  shapes: Record<string, number[]>,
  web: boolean,
): Promise<InferenceSession> {
  const externalData: { path: string; data: Uint8Array }[] = []
  for (const { location, path, expands } of part.data) {
    const stored = await fetchFile(path)
    const layout = expands && new TextDecoder().decode(await fetchFile(expands.layout.path))
    const data = expands ? expand(stored, parseLayout(path, layout as string), expands.bytes) : stored
    externalData.push({ path: location, data })
  }
  return ort.InferenceSession.create(await fetchFile(part.model.path), {
    externalData,
    ...(web
      ? {
          executionProviders: ['webgpu'],
          freeDimensionOverrides: bindDimensions(part, shapes),
          extra: { session: { disable_cpu_ep_fallback: '1' } },
        }
      : { intraOpNumThreads: 1, logSeverityLevel: 3 as const }),
  })
}

/** Runs the part of a converted pack that a fixture is of, and compares. */
export async function runPart(
  ort: AnyOrt,
  manifest: ConvertedManifest,
  fetchFile: FetchFile,
  fixture: PartFixture,
  web: boolean,
): Promise<PartResult> {
  const graphs: Record<string, { parts: ConvertedPart[] } | undefined> = manifest.graphs
  const part = graphs[fixture.graph]?.parts.find(({ name }) => name === fixture.part)
  if (!part) throw new Error(`the pack has no ${fixture.graph}, ${fixture.part}`)
  const shapes = Object.fromEntries(Object.entries(fixture.inputs).map(([name, { shape }]) => [name, shape]))
  const session = await openPart(ort, part, fetchFile, shapes, web)
  const feeds = Object.entries(part.inputs).map(([name, { type }]) => {
    const { shape, data } = decodeNumbers(fixture.inputs[name] as Encoded)
    return [name, tensorOf(ort, type, data, shape)]
  })
  const outputs = await session.run(Object.fromEntries(feeds))
  let [error, scale] = [0, 0]
  for (const [name, wanted] of Object.entries(fixture.outputs)) {
    const { shape, data } = decodeNumbers(wanted)
    const found = outputs[name]
    if (!found || JSON.stringify(found.dims) !== JSON.stringify(shape)) {
      error = Number.NaN
      continue
    }
    const values = await numbers(found)
    data.forEach((value, i) => {
      error = Math.max(error, Math.abs(value - (values[i] as number)))
      scale = Math.max(scale, Math.abs(value))
    })
  }
  await session.release()
  return { part: fixture.part, error, scale, allowed: fixture.maxAbsError }
}

/** A tensor of what a part's description says it takes. */
export function tensorOf(ort: AnyOrt, type: string, data: Float32Array, shape: readonly number[]): Tensor {
  const half = type === 'float16'
  return new ort.Tensor(half ? 'float16' : 'float32', half ? Uint16Array.from(data, toHalf) : data, shape)
}

export function decodeNumbers({ shape, data }: Encoded): { shape: number[]; data: Float32Array<ArrayBuffer> } {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
  return { shape, data: new Float32Array(bytes.buffer) }
}

/** A tensor's numbers, float16 widened: the bits of a half become those of a float. */
export async function numbers(tensor: Tensor): Promise<Float32Array> {
  const data = await tensor.getData()
  if (data instanceof Float32Array) return data
  const halves = new Uint16Array((data as Uint16Array).buffer, (data as Uint16Array).byteOffset, data.length)
  return new Float32Array(
    expand(new Uint8Array(Uint16Array.from(halves).buffer), [['half', 0, 0, 1, halves.length]], 4 * halves.length)
      .buffer,
  )
}

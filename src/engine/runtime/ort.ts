import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import type { Provider } from '../../bridge/engine'

/** The only file that imports ONNX Runtime. Node hands in onnxruntime-node, which has the same shape. */
export interface Ort {
  InferenceSession: {
    create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession>
  }
  Tensor: {
    new (type: 'float32', data: Float32Array, dims: readonly number[]): Tensor
    fromGpuBuffer?(
      buffer: GPUBuffer,
      options: { dataType: 'float32'; dims: readonly number[]; dispose(): void },
    ): Tensor
  }
}

export type OrtSession = InferenceSession
export type OrtTensor = Tensor
export type OrtSessionOptions = InferenceSession.SessionOptions

/**
 * Loads the build of ONNX Runtime Web that a provider needs, and nothing of the others: plain WASM
 * (14 MB), or native WebGPU, in its smaller form where the browser can suspend WebAssembly (JSPI).
 */
export async function loadOrt(provider: Provider, threads: number): Promise<Ort> {
  const [ort, paths] = await chosenBuild(provider)
  ort.env.wasm.wasmPaths = paths
  ort.env.wasm.numThreads = threads
  ort.env.wasm.proxy = false
  ort.env.logLevel = 'error'
  return ort
}

type Paths = { mjs: string; wasm: string }

async function chosenBuild(provider: Provider): Promise<[typeof import('onnxruntime-web/wasm'), Paths]> {
  if (provider === 'wasm') {
    const [ort, mjs, wasm] = await Promise.all([
      import('onnxruntime-web/wasm'),
      import('onnxruntime-web/ort-wasm-simd-threaded.mjs?url'),
      import('onnxruntime-web/ort-wasm-simd-threaded.wasm?url'),
    ])
    return [ort, paths(mjs, wasm)]
  }
  if ('Suspending' in WebAssembly) {
    const [ort, mjs, wasm] = await Promise.all([
      import('onnxruntime-web/jspi'),
      import('onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url'),
      import('onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url'),
    ])
    return [ort, paths(mjs, wasm)]
  }
  const [ort, mjs, wasm] = await Promise.all([
    import('onnxruntime-web/webgpu'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
  ])
  return [ort, paths(mjs, wasm)]
}

/** Absolute, because the runtime's threads resolve them from elsewhere. */
function paths(mjs: { default: string }, wasm: { default: string }): Paths {
  return { mjs: new URL(mjs.default, location.href).href, wasm: new URL(wasm.default, location.href).href }
}

import type { DeviceMemory } from './device'
import type { Ledger } from './ledger'
import type { OrtTensor } from './ort'

/** Numbers in ordinary memory, on their way into a graph or out of one. */
export interface HostTensor {
  shape: readonly number[]
  data: Float32Array<ArrayBuffer>
}

export function hostTensor(shape: readonly number[], data?: Float32Array<ArrayBuffer>): HostTensor {
  return { shape, data: data ?? new Float32Array(shape.reduce((product, extent) => product * extent, 1)) }
}

/**
 * A graph's output, wherever it lies. Whoever got it disposes it, once; the ledger counts its bytes until then.
 * One over a buffer of our own says in what memory that is.
 */
export class Held {
  readonly shape: readonly number[]
  readonly bytes: number
  private gone = false

  constructor(
    readonly tensor: OrtTensor,
    private readonly ledger: Ledger,
    private readonly memory: DeviceMemory | null = null,
  ) {
    this.shape = tensor.dims
    this.bytes = (tensor.type === 'float16' ? 2 : 4) * tensor.dims.reduce((product, extent) => product * extent, 1)
    ledger.take(this.bytes)
  }

  get onDevice(): boolean {
    return this.tensor.location === 'gpu-buffer'
  }

  /** The numbers, read back from the device if they lie there. */
  async read(): Promise<Float32Array<ArrayBuffer>> {
    const { gpuBuffer: from } = this.memory ? this.tensor : {}
    if (this.memory && from) return this.memory.read([{ from, at: 0, bytes: this.bytes }])
    return (await this.tensor.getData(true)) as Float32Array<ArrayBuffer>
  }

  /** The numbers, and the tensor is gone: what most outputs are for. */
  async take(): Promise<HostTensor> {
    const data = await this.read()
    const shape = this.shape
    this.dispose()
    return { shape, data }
  }

  dispose(): void {
    if (this.gone) return
    this.gone = true
    this.ledger.release(this.bytes)
    // Memory outside of the script is given back now, not when the collector comes by.
    if (this.tensor.location !== 'cpu') this.tensor.dispose()
  }
}

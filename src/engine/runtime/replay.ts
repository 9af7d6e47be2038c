import type { Copy, DeviceMemory } from './device'
import type { OrtSession } from './ort'
import { Held, type HostTensor } from './tensor'

type Tensors = Record<string, HostTensor | Held>

/** What a recording needs of the runtime that makes it. */
export interface Recorder {
  memory: DeviceMemory
  deviceTensor(shape: readonly number[]): { buffer: GPUBuffer; held: Held }
}

/**
 * A graph that is run again and again with the same shapes. ONNX Runtime records what it asks of the device in the
 * first run and only plays that back in later ones; so inputs are copied into the buffers that the recording knows, and
 * outputs out of them.
 */
export class Replay {
  private readonly inputs = new Map<string, { buffer: GPUBuffer; held: Held }>()
  private readonly outputs = new Map<string, { buffer: GPUBuffer; held: Held }>()

  /**
   * @param session made for graph capture
   * @param places shapes of all outputs
   */
  constructor(
    private readonly recorder: Recorder,
    private readonly session: OrtSession,
    shapes: Record<string, readonly number[]>,
    private readonly places: Record<string, readonly number[]>,
  ) {
    for (const [name, shape] of Object.entries(shapes)) this.inputs.set(name, recorder.deviceTensor(shape))
    for (const [name, shape] of Object.entries(places)) this.outputs.set(name, recorder.deviceTensor(shape))
  }

  /** The caller owns what it gets. */
  async run(given: Tensors): Promise<Record<string, Held>> {
    await this.hand(given)
    await this.play()
    const copies: Copy[] = []
    const results: Record<string, Held> = {}
    for (const [name, { buffer: from, held: own }] of this.outputs) {
      const { buffer: to, held } = this.recorder.deviceTensor(this.places[name] ?? [])
      copies.push({ from, at: 0, to, into: 0, bytes: own.bytes })
      results[name] = held
    }
    this.recorder.memory.copy(copies)
    return results
  }

  /**
   * Whether what is played back is right: it reads what it is given now, and says the same of the same again. Replay has
   * been wrong before, in some versions on some devices.
   */
  async proves(given: Tensors): Promise<boolean> {
    const [first] = this.outputs.values()
    const say = async (tensors: Tensors | null) => {
      if (tensors) await this.hand(tensors)
      else this.recorder.memory.copy(this.zeros())
      await this.play()
      return (first as { held: Held }).held.read()
    }
    const [recorded, nothing, again] = [await say(given), await say(null), await say(given)]
    const same = (a: Float32Array, b: Float32Array) => a.every((value, i) => value === b[i])
    return same(recorded, again) && !same(recorded, nothing)
  }

  async close(): Promise<void> {
    for (const { held } of [...this.inputs.values(), ...this.outputs.values()]) held.dispose()
    await this.session.release()
  }

  private async hand(given: Tensors): Promise<void> {
    const { memory } = this.recorder
    for (const [name, { buffer, held }] of this.inputs) {
      const input = given[name] as HostTensor | Held
      const from = input instanceof Held && input.onDevice ? input.tensor.gpuBuffer : null
      if (from) memory.copy([{ from, at: 0, to: buffer, into: 0, bytes: held.bytes }])
      else memory.device.queue.writeBuffer(buffer, 0, input instanceof Held ? await input.read() : input.data)
    }
  }

  private zeros(): Copy[] {
    return [...this.inputs.values()].map(({ buffer: to, held }) => ({
      from: null,
      at: 0,
      to,
      into: 0,
      bytes: held.bytes,
    }))
  }

  private async play(): Promise<void> {
    const named = (tensors: typeof this.inputs) =>
      Object.fromEntries([...tensors].map(([name, { held }]) => [name, held.tensor]))
    await this.session.run(named(this.inputs), named(this.outputs))
  }
}

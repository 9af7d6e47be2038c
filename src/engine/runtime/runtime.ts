import type { Provider } from '../../bridge/engine'
import { KinoraError } from '../../core/errors'
import type { GraphName } from '../../media/pack/contract'
import type { Pack } from '../pack/pack'
import { bindDimensions } from '../pack/shapes'
import { DeviceMemory } from './device'
import { runtimeError } from './failure'
import { Ledger } from './ledger'
import type { Ort, OrtSession, OrtSessionOptions, OrtTensor } from './ort'
import { Queue } from './queue'
import { Held, type HostTensor } from './tensor'

export interface RuntimeOptions {
  ort: Ort
  pack: Pack
  provider: Provider
  /** The WebGPU device that the sessions share; watched for its loss. */
  device?: GPUDevice | null
  threads?: number
  /** Lets no operator fall back to the CPU on WebGPU; for tests. */
  strict?: boolean
}

interface OpenSession {
  key: string
  session: Promise<OrtSession>
}

/** Sessions of one graph that stay open at once: on WebGPU each has fixed sizes. */
const sessionsPerGraph = 2

/**
 * The graphs of a pack, run one at a time. Sessions are created when first needed; a creation that
 * fails is forgotten, so that the next call tries again. Every tensor that `run` gives has an owner: the caller.
 */
export class Runtime {
  readonly ledger = new Ledger()
  private readonly queue = new Queue()
  private readonly sessions = new Map<GraphName, OpenSession[]>()
  private readonly memory: DeviceMemory | null
  private dead: KinoraError | null = null
  private readonly lost: Promise<never>

  constructor(private readonly options: RuntimeOptions) {
    // Only sessions on WebGPU have their tensors there.
    this.memory = options.device && options.provider === 'webgpu' ? new DeviceMemory(options.device) : null
    this.lost = new Promise((_, reject) => {
      // A context that the runtime made over this device cannot be made again in this worker.
      const die = (code: 'device-lost' | 'out-of-memory', message: string) => {
        this.dead ??= new KinoraError(code, { message, restart: 'worker' })
        reject(this.dead)
      }
      options.device?.lost.then(({ message }) => die('device-lost', message))
      options.device?.addEventListener?.('uncapturederror', ({ error }) => {
        if (error instanceof GPUOutOfMemoryError) die('out-of-memory', error.message)
      })
    })
    this.lost.catch(() => undefined)
  }

  get provider(): RuntimeOptions['provider'] {
    return this.options.provider
  }

  get pack(): Pack {
    return this.options.pack
  }

  /** Where tensors can stay between graphs: the device that the sessions share; null on the CPU. */
  get device(): DeviceMemory | null {
    return this.memory
  }

  /** A tensor on the device to be written by hand. Throws `internal` where there is no device. */
  deviceTensor(shape: readonly number[]): { buffer: GPUBuffer; held: Held } {
    const wrap = this.options.ort.Tensor.fromGpuBuffer
    const { memory } = this
    if (!memory || !wrap) throw new KinoraError('internal', { message: 'there is no device' })
    const buffer = memory.take(4 * shape.reduce((product, extent) => product * extent, 1))
    const tensor = wrap(buffer, { dataType: 'float32', dims: [...shape], dispose: () => memory.giveBack(buffer) })
    return { buffer, held: new Held(tensor, this.ledger) }
  }

  /** Numbers as a tensor that stays where the networks compute, until it is disposed. */
  hold({ shape, data }: HostTensor): Held {
    if (!this.memory) return new Held(new this.options.ort.Tensor('float32', data, shape), this.ledger)
    const { buffer, held } = this.deviceTensor(shape)
    this.memory.device.queue.writeBuffer(buffer, 0, data)
    return held
  }

  /**
   * Runs a graph. Outputs come back as tensors that the caller owns and must `dispose`; those named in
   * `stay` remain on the device where there is one. Throws `device-lost`, `out-of-memory` or `internal`.
   */
  run<const Outputs extends string>(
    name: GraphName,
    inputs: Record<string, HostTensor | Held>,
    outputs: readonly Outputs[],
    stay: readonly NoInfer<Outputs>[] = [],
  ): Promise<Record<Outputs, Held>> {
    return this.alone(name, async () => {
      const session = await this.session(name, inputs, stay)
      return this.runSession(session, name, inputs, outputs)
    })
  }

  /** Does something with the runtime while nobody else does; what it throws is said of `graph`. */
  alone<T>(graph: string, work: () => Promise<T>): Promise<T> {
    const said = () =>
      work().catch((thrown) => {
        throw this.dead ?? runtimeError(thrown, graph)
      })
    return this.queue.add(async () => {
      if (this.dead) throw this.dead
      // A lost device may leave a run pending for ever: whichever comes first ends the call.
      return await Promise.race([said(), this.lost])
    })
  }

  /** Opens a graph before it is needed, where its sizes need not be known for that. A failure shows when it is run. */
  warm(name: GraphName): void {
    if (this.options.provider === 'webgpu') return
    this.queue.add(() => this.open(name, '[]', null, [])).catch(() => undefined)
  }

  /** One run of an open session, inside of `alone`. What lies in ordinary memory counts while it runs. */
  async runSession<const Outputs extends string>(
    session: OrtSession,
    graph: string,
    inputs: Record<string, HostTensor | Held>,
    outputs: readonly Outputs[],
  ): Promise<Record<Outputs, Held>> {
    const lent: number[] = []
    const feeds: Record<string, OrtTensor> = {}
    for (const [key, input] of Object.entries(inputs)) {
      if (input instanceof Held) {
        feeds[key] = input.tensor
        continue
      }
      const bytes = input.data.byteLength
      this.ledger.take(bytes)
      lent.push(bytes)
      feeds[key] = new this.options.ort.Tensor('float32', input.data, input.shape)
    }
    try {
      const before = performance.now()
      const results = await session.run(feeds, [...outputs])
      this.ledger.ran(graph, performance.now() - before)
      return Object.fromEntries(
        outputs.map((key) => [key, new Held(results[key] as OrtTensor, this.ledger)]),
      ) as Record<Outputs, Held>
    } finally {
      for (const bytes of lent) this.ledger.release(bytes)
    }
  }

  private async session(
    name: GraphName,
    inputs: Record<string, HostTensor | Held>,
    stay: readonly string[],
  ): Promise<OrtSession> {
    const shapes = Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.shape]))
    const dimensions = bindDimensions(this.options.pack.graph(name), shapes)
    const fixed = this.options.provider === 'webgpu'
    const key = JSON.stringify(fixed ? [dimensions, stay] : [])
    return this.open(name, key, fixed ? dimensions : null, stay)
  }

  private async open(
    name: GraphName,
    key: string,
    dimensions: Record<string, number> | null,
    stay: readonly string[],
  ): Promise<OrtSession> {
    const open = this.sessions.get(name) ?? []
    this.sessions.set(name, open)
    const found = open.find((it) => it.key === key)
    if (found) return found.session
    const entry: OpenSession = { key, session: this.create(name, dimensions, stay) }
    open.push(entry)
    try {
      const session = await entry.session
      const old = open.length > sessionsPerGraph ? open.shift() : undefined
      await (await old?.session)?.release()
      return session
    } catch (thrown) {
      open.splice(open.indexOf(entry), 1)
      throw thrown
    }
  }

  private async create(
    name: GraphName,
    dimensions: Record<string, number> | null,
    stay: readonly string[],
  ): Promise<OrtSession> {
    const { pack } = this.options
    const before = performance.now()
    const bytes = await pack.read(name)
    // Stored weights are dequantized by folding at load, not again in every run.
    const fold = pack.graph(name).dequantize === 'fold'
    const session = await this.openSession(bytes, { dimensions, stay, fold }).catch((thrown) => {
      throw this.dead ?? runtimeError(thrown, name)
    })
    this.ledger.loaded(performance.now() - before)
    return session
  }

  /**
   * A session over a model, with whatever this runtime computes on. Whoever opened it releases it.
   * @param dimensions of symbolic extents, fixed where they are given
   * @param stay outputs that remain on the device where there is one
   * @param external weights that the model names and does not hold
   */
  openSession(
    model: Uint8Array,
    {
      dimensions,
      stay,
      fold = false,
      external = [],
    }: {
      dimensions: Record<string, number> | null
      stay: readonly string[]
      fold?: boolean
      external?: readonly { path: string; data: Uint8Array }[]
    },
  ): Promise<OrtSession> {
    const { ort, provider, device, threads, strict } = this.options
    const session: Record<string, string> = {}
    if (fold) session.disable_quant_qdq = '1'
    if (strict && provider === 'webgpu') session.disable_cpu_ep_fallback = '1'
    const options: OrtSessionOptions = { extra: { session }, graphOptimizationLevel: 'all', logSeverityLevel: 3 }
    if (external.length) options.externalData = external
    if (provider === 'webgpu') {
      options.executionProviders = [{ name: 'webgpu', ...(device ? { device } : {}), storageBufferCacheMode: 'simple' }]
      if (dimensions) options.freeDimensionOverrides = dimensions
      if (stay.length) options.preferredOutputLocation = Object.fromEntries(stay.map((key) => [key, 'gpu-buffer']))
    } else {
      options.executionProviders = [provider === 'node' ? 'cpu' : 'wasm']
      if (provider === 'node' && threads) options.intraOpNumThreads = threads
    }
    return ort.InferenceSession.create(model, options)
  }

  /** Releases every session. The runtime can be used again: sessions come back when needed. */
  async close(): Promise<void> {
    await this.queue.add(async () => {
      const open = [...this.sessions.values()].flat()
      this.sessions.clear()
      this.memory?.close()
      for (const { session } of open) await (await session.catch(() => null))?.release().catch(() => undefined)
    })
  }
}

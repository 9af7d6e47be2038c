import { KinoraError } from '../../core/errors'
import type { GraphName } from '../../media/pack/contract'
import type { Pack } from '../pack/pack'
import { bindDimensions, extentsOf } from '../pack/shapes'
import { DeviceMemory } from './device'
import { runtimeError } from './failure'
import { Ledger } from './ledger'
import type { RuntimeOptions } from './options'
import type { OrtSession, OrtTensor } from './ort'
import { Queue } from './queue'
import { Replay } from './replay'
import { Sessions } from './sessions'
import { Held, type HostTensor } from './tensor'

/** The graph that runs again and again with the same shapes: it is recorded once for each of them. */
const recorded: GraphName = 'unet'
/** Recordings that are kept, of different shapes. */
const keptReplays = 2

/** The graphs of a pack, run one at a time. Every tensor that `run` gives has an owner: the caller. */
export class Runtime {
  readonly ledger = new Ledger()
  private readonly queue = new Queue()
  private readonly sessions: Sessions
  private readonly memory: DeviceMemory | null
  /** By their shapes; null where a recording was wrong, or cannot be made. */
  private readonly replays = new Map<string, Replay | null>()
  private dead: KinoraError | null = null
  private readonly lost: Promise<never>

  constructor(private readonly options: RuntimeOptions) {
    // Only sessions on WebGPU have their tensors there.
    this.memory = options.device && options.provider === 'webgpu' ? new DeviceMemory(options.device) : null
    this.sessions = new Sessions(options, this.ledger, () => this.dead)
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

  /** Whether graphs compute in half precision. */
  get half(): boolean {
    return this.options.half === true
  }

  /** Where tensors can stay between graphs: the device that the sessions share; null on the CPU. */
  get device(): DeviceMemory | null {
    return this.memory
  }

  /** Graphs that are played back instead of run anew, by their shapes. */
  get recordings(): number {
    return [...this.replays.values()].filter((it) => it !== null).length
  }

  /** A tensor on the device to be written by hand. Throws `internal` where there is no device. */
  deviceTensor(shape: readonly number[]): { buffer: GPUBuffer; held: Held } {
    const wrap = this.options.ort.Tensor.fromGpuBuffer
    const { memory } = this
    if (!memory || !wrap) throw new KinoraError('internal', { message: 'there is no device' })
    const buffer = memory.take(4 * shape.reduce((product, extent) => product * extent, 1))
    const tensor = wrap(buffer, { dataType: 'float32', dims: [...shape], dispose: () => memory.giveBack(buffer) })
    return { buffer, held: new Held(tensor, this.ledger, memory) }
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
      const shapes = Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.shape]))
      const graph = this.options.pack.graph(name)
      const dimensions = bindDimensions(graph, shapes)
      const places = extentsOf(graph.outputs, dimensions, stay)
      if (name === recorded && outputs.every((key) => places[key])) {
        const replay = await this.replay(name, dimensions, inputs, places)
        if (replay) {
          const before = performance.now()
          const results = await replay.run(inputs)
          this.ledger.ran(name, performance.now() - before)
          return results as Record<Outputs, Held>
        }
      }
      const session = await this.sessions.find(name, { dimensions, stay })
      return this.runSession(session, name, inputs, outputs, places)
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
    this.queue.add(() => this.sessions.find(name, { dimensions: null, stay: [] })).catch(() => undefined)
  }

  /** A session over a model that is none of the pack's graphs; see `Sessions.over`. */
  openSession(...given: Parameters<Sessions['over']>): Promise<OrtSession> {
    return this.sessions.over(...given)
  }

  /**
   * One run of an open session, inside of `alone`. What lies in ordinary memory counts while it runs.
   * @param places shapes of outputs that are known before: on a device they are written to buffers that served others before
   */
  async runSession<const Outputs extends string>(
    session: OrtSession,
    graph: string,
    inputs: Record<string, HostTensor | Held>,
    outputs: readonly Outputs[],
    places: Partial<Record<string, readonly number[]>> = {},
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
    const made: Partial<Record<string, Held>> = {}
    const fetches: Record<string, OrtTensor | null> = {}
    for (const key of outputs) {
      const shape = this.memory && places[key]
      if (shape) made[key] = this.deviceTensor(shape).held
      fetches[key] = made[key]?.tensor ?? null
    }
    try {
      const before = performance.now()
      const results = await session.run(feeds, fetches)
      this.ledger.ran(graph, performance.now() - before)
      const held = outputs.map((key) => [key, made[key] ?? new Held(results[key] as OrtTensor, this.ledger)])
      return Object.fromEntries(held) as Record<Outputs, Held>
    } catch (thrown) {
      for (const held of Object.values(made)) held?.dispose()
      throw thrown
    } finally {
      for (const bytes of lent) this.ledger.release(bytes)
    }
  }

  private async replay(
    name: GraphName,
    dimensions: Record<string, number>,
    inputs: Record<string, HostTensor | Held>,
    places: Record<string, readonly number[]>,
  ): Promise<Replay | null> {
    const { memory, replays } = this
    if (!memory) return null
    const key = JSON.stringify([name, dimensions])
    const known = replays.get(key)
    if (known !== undefined) return known
    let made: Replay | null = null
    try {
      const session = await this.sessions.create(name, { dimensions, stay: Object.keys(places), capture: true })
      const shapes = Object.fromEntries(Object.entries(inputs).map(([input, { shape }]) => [input, shape]))
      made = new Replay({ memory, deviceTensor: (shape) => this.deviceTensor(shape) }, session, shapes, places)
      if (!(await made.proves(inputs))) throw new RangeError('what is played back is wrong')
    } catch {
      // What cannot be recorded is run as it comes.
      await made?.close().catch(() => undefined)
      made = null
    }
    replays.set(key, made)
    const [oldest] = replays
    if (oldest && replays.size > keptReplays) {
      replays.delete(oldest[0])
      await oldest[1]?.close()
    }
    return made
  }

  /** Releases every session. The runtime can be used again: sessions come back when needed. */
  async close(): Promise<void> {
    await this.queue.add(async () => {
      for (const replay of this.replays.values()) await replay?.close().catch(() => undefined)
      this.replays.clear()
      this.memory?.close()
      await this.sessions.close()
    })
  }
}

import type { GraphName } from '../../media/pack/contract'
import { runtimeError } from './failure'
import type { Ledger } from './ledger'
import type { RuntimeOptions } from './options'
import type { OrtSession, OrtSessionOptions } from './ort'

interface Open {
  key: string
  session: Promise<OrtSession>
}

/** What a session is to be. */
export interface SessionShape {
  /** Symbolic extents, fixed where they are given. */
  dimensions: Record<string, number> | null
  /** Outputs that remain on the device where there is one. */
  stay: readonly string[]
  /** What is asked of the device is recorded in the first run, and only played back later; all outputs stay. See `Replay`. */
  capture?: boolean
}

/** Sessions of one graph that stay open at once: on WebGPU each has fixed sizes. */
const sessionsPerGraph = 2
/** Name under which a graph that computes in half precision finds the weights of the other. */
const borrowed = 'weights'

/** The sessions of a pack's graphs, created when first needed; a creation that fails is forgotten, so that the next call tries again. */
export class Sessions {
  private readonly open = new Map<GraphName, Open[]>()

  /** @param dead what to say where the device is gone; null while it lives */
  constructor(
    private readonly options: RuntimeOptions,
    private readonly ledger: Ledger,
    private readonly dead: () => Error | null,
  ) {}

  async find(name: GraphName, shape: SessionShape): Promise<OrtSession> {
    const fixed = this.options.provider === 'webgpu'
    const asked = fixed ? shape : { dimensions: null, stay: [] }
    const key = JSON.stringify(asked)
    const open = this.open.get(name) ?? []
    this.open.set(name, open)
    const found = open.find((it) => it.key === key)
    if (found) return found.session
    const entry: Open = { key, session: this.create(name, asked) }
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

  /**
   * A session over a model, with whatever is computed on here. Whoever opened it releases it.
   * @param fold stored weights are dequantized once, at load, and not again in every run
   * @param external weights that the model names and does not hold
   */
  over(
    model: Uint8Array,
    {
      dimensions,
      stay,
      fold = false,
      external = [],
      capture = false,
    }: SessionShape & { fold?: boolean; external?: readonly { path: string; data: Uint8Array }[] },
  ): Promise<OrtSession> {
    const { ort, provider, device, threads, strict } = this.options
    const session: Record<string, string> = {}
    if (fold) session.disable_quant_qdq = '1'
    if (strict && provider === 'webgpu') session.disable_cpu_ep_fallback = '1'
    const options: OrtSessionOptions = { extra: { session }, graphOptimizationLevel: 'all', logSeverityLevel: 3 }
    if (external.length) options.externalData = external
    if (provider === 'webgpu') {
      if (capture) options.enableGraphCapture = true
      options.executionProviders = [{ name: 'webgpu', ...(device ? { device } : {}), storageBufferCacheMode: 'simple' }]
      if (dimensions) options.freeDimensionOverrides = dimensions
      if (stay.length) options.preferredOutputLocation = Object.fromEntries(stay.map((key) => [key, 'gpu-buffer']))
    } else {
      options.executionProviders = [provider === 'node' ? 'cpu' : 'wasm']
      if (provider === 'node' && threads) options.intraOpNumThreads = threads
    }
    return ort.InferenceSession.create(model, options)
  }

  /** A session over one of the pack's graphs, which whoever asked for it releases. */
  async create(name: GraphName, shape: SessionShape): Promise<OrtSession> {
    const { pack, half } = this.options
    const before = performance.now()
    const stored = await pack.read(name)
    const model = half ? await pack.readHalf(name) : null
    const fold = pack.graph(name).dequantize === 'fold'
    const external = model ? [{ path: borrowed, data: stored }] : []
    const session = await this.over(model ?? stored, { ...shape, fold, external }).catch((thrown) => {
      throw this.dead() ?? runtimeError(thrown, name)
    })
    this.ledger.loaded(performance.now() - before)
    return session
  }

  /** Releases every session; they come back when needed. */
  async close(): Promise<void> {
    const open = [...this.open.values()].flat()
    this.open.clear()
    for (const { session } of open) await (await session.catch(() => null))?.release().catch(() => undefined)
  }
}

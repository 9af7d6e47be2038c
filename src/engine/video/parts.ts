import type { ConvertedGraph, ConvertedManifest, VideoManifest } from '../../media/pack/converted'
import { bindDimensions, extentsOf } from '../pack/shapes'
import type { ConvertedPack } from '../pack/video'
import { type Part, readWeights } from '../pack/weights'
import type { OrtSession } from '../runtime/ort'
import type { Runtime } from '../runtime/runtime'
import type { Held, HostTensor } from '../runtime/tensor'

type Feeds = Record<string, HostTensor | Held>
/** Names of the graphs that a pack of this kind has. */
type GraphOf<Manifest extends ConvertedManifest> = keyof Manifest['graphs'] & string
export type VideoGraph = GraphOf<VideoManifest>

interface Open {
  sizes: string
  session: OrtSession
  bytes: number
}

/**
 * The graphs of a converted pack. Each is a chain of parts that are opened when they are needed, and given up again, the
 * one that was not needed for the longest first, when another needs their room.
 */
export class Parts<Manifest extends ConvertedManifest = VideoManifest> {
  /** By name, the one used last at the end. */
  private readonly open = new Map<string, Open>()

  /** Bytes that weights may take on the device at one time. */
  private room = Number.POSITIVE_INFINITY

  constructor(
    private readonly runtime: Runtime,
    private readonly pack: ConvertedPack<Manifest>,
  ) {}

  get manifest(): Manifest {
    return this.pack.manifest
  }

  /** Names of the parts that are open, and the bytes of their weights. */
  get resident(): { names: string[]; bytes: number } {
    const bytes = [...this.open.values()].reduce((sum, it) => sum + it.bytes, 0)
    return { names: [...this.open.keys()], bytes }
  }

  /** From now on weights may take that much; what is too much goes. */
  async limit(room: number): Promise<void> {
    this.room = room
    await this.runtime.alone('weights', () => this.makeRoom(0))
  }

  /** Runs a graph once; see `runEach`. */
  async run<const Name extends string>(
    graph: GraphOf<Manifest>,
    inputs: Feeds,
    outputs: readonly Name[],
    stay = false,
  ): Promise<Record<Name, Held>> {
    const [found] = await this.runEach(graph, [inputs], outputs, stay)
    return found as Record<Name, Held>
  }

  /**
   * Runs a graph several times, each part for all rows before the next part, so that parts which cannot be held
   * together are opened once. The caller owns the outputs; what goes from part to part is given up here. Throws
   * `pack-missing`, `pack-hash`, `device-lost`, `out-of-memory` or `internal`.
   */
  async runEach<const Name extends string>(
    graph: GraphOf<Manifest>,
    rows: readonly Feeds[],
    outputs: readonly Name[],
    stay = false,
  ): Promise<Record<Name, Held>[]> {
    const graphs: Partial<Record<string, ConvertedGraph>> = this.manifest.graphs
    const parts = graphs[graph]?.parts ?? []
    const known = rows.map((row): Feeds => ({ ...row }))
    const made = rows.map(() => new Map<string, Held>())
    try {
      for (const [i, part] of parts.entries()) {
        const last = i === parts.length - 1
        const later = new Set(parts.slice(i + 1).flatMap(({ inputs }) => Object.keys(inputs)))
        const wanted = Object.keys(part.outputs).filter(
          (key) => later.has(key) || (last && outputs.includes(key as Name)),
        )
        for (const [row, feeds] of known.entries()) {
          const found = await this.runPart(graph, part, feeds, wanted, !last || stay)
          for (const [key, held] of Object.entries(found)) {
            feeds[key] = held
            made[row]?.set(key, held)
          }
        }
        for (const held of made)
          for (const [key, tensor] of held)
            if (!later.has(key) && !(last && outputs.includes(key as Name))) {
              tensor.dispose()
              held.delete(key)
            }
      }
      return made.map((held) => Object.fromEntries(held) as Record<Name, Held>)
    } catch (thrown) {
      for (const held of made) for (const tensor of held.values()) tensor.dispose()
      throw thrown
    }
  }

  /** Gives up every part; they come back when they are needed. */
  async close(): Promise<void> {
    for (const { session } of this.open.values()) await session.release().catch(() => undefined)
    this.open.clear()
  }

  private runPart(
    graph: GraphOf<Manifest>,
    part: Part,
    known: Feeds,
    outputs: readonly string[],
    stay: boolean,
  ): Promise<Record<string, Held>> {
    const inputs = Object.fromEntries(Object.keys(part.inputs).map((key) => [key, known[key] as HostTensor | Held]))
    return this.runtime.alone(part.name, async () => {
      const session = await this.session(part, inputs, stay ? outputs : [])
      return this.runtime.runSession(session, graph, inputs, outputs, stay ? placesOf(part, inputs, outputs) : {})
    })
  }

  private async session(part: Part, inputs: Feeds, stay: readonly string[]): Promise<OrtSession> {
    const fixed = this.runtime.provider === 'webgpu'
    const dimensions = boundBy(part, inputs)
    const sizes = fixed ? JSON.stringify([dimensions, stay]) : ''
    const found = this.open.get(part.name)
    if (found?.sizes === sizes) {
      this.open.delete(part.name)
      this.open.set(part.name, found)
      return found.session
    }
    if (found) await this.giveUp(part.name)
    const bytes = part.memory.weights
    await this.makeRoom(bytes)
    const before = performance.now()
    const weights = await readWeights(this.pack.open, part)
    const { model, external } = weights
    const session = await this.runtime
      .openSession(model, { dimensions: fixed ? dimensions : null, stay, external })
      .catch((thrown) => {
        throw weights.failure ?? thrown
      })
    this.runtime.ledger.loaded(performance.now() - before)
    this.open.set(part.name, { sizes, session, bytes })
    return session
  }

  private async makeRoom(bytes: number): Promise<void> {
    for (const name of [...this.open.keys()]) {
      if (this.resident.bytes + bytes <= this.room) return
      await this.giveUp(name)
    }
  }

  private async giveUp(name: string): Promise<void> {
    const found = this.open.get(name)
    this.open.delete(name)
    await found?.session.release()
  }
}

function boundBy(part: Part, inputs: Feeds): Record<string, number> {
  return bindDimensions(part, Object.fromEntries(Object.entries(inputs).map(([key, { shape }]) => [key, shape])))
}

/** Shapes of outputs, where they are known before the part has been run. */
function placesOf(part: Part, inputs: Feeds, outputs: readonly string[]): Record<string, number[]> {
  return extentsOf(part.outputs, boundBy(part, inputs), outputs)
}

import type { Size } from '../core/geometry'
import { frameOf, stack } from './latents'
import type { HoleMoment } from './region'
import type { Runtime } from './runtime/runtime'
import type { Held, HostTensor } from './runtime/tensor'

/** What the UNet is told of some frames. */
export type Told = Record<'condition' | 'condition_half', HostTensor | Held>

const outputs = ['condition', 'condition_half'] as const
/** Bytes that are kept from step to step; frames past that are computed again when a window needs them. */
const limit = 768 * 2 ** 20

interface Entry {
  condition: Float32Array<ArrayBuffer>
  half: Float32Array<ArrayBuffer>
}

/**
 * The condition of each frame. Where all frames fit into one window it stays where it was computed (on
 * the device, if there is one) for all steps; otherwise each frame's is kept and given out for any window.
 */
export class Conditions {
  private readonly kept = new Map<number, Entry>()
  private shapes = { condition: [0, 0, 0], half: [0, 0, 0] }
  private whole: Record<(typeof outputs)[number], Held> | null = null

  constructor(
    private readonly runtime: Runtime,
    private readonly pictures: { still: HostTensor; plate: HostTensor },
    private readonly grid: Size,
    private readonly moments: readonly HoleMoment[],
    private readonly windowSize: number,
  ) {}

  /** For frames in this order; whatever of it is not there yet is computed. */
  async prepare(indices: readonly number[]): Promise<Told> {
    if (this.moments.length <= this.windowSize) {
      this.whole ??= await this.run(this.moments, outputs)
      return this.whole
    }
    const missing = indices.filter((index) => !this.kept.has(index))
    if (missing.length) await this.compute(missing)
    const parts = indices.map((index) => this.kept.get(index) as Entry)
    const told = {
      condition: stack(
        parts.map(({ condition }) => condition),
        this.shapes.condition,
      ),
      condition_half: stack(
        parts.map(({ half }) => half),
        this.shapes.half,
      ),
    }
    this.shrink()
    return told
  }

  /** Gives everything up. */
  forget(): void {
    for (const held of Object.values(this.whole ?? {})) held.dispose()
    this.whole = null
    for (const entry of this.kept.values()) this.runtime.ledger.release(bytesOf(entry))
    this.kept.clear()
  }

  private run(moments: readonly HoleMoment[], stay: readonly (typeof outputs)[number][]) {
    const { width, height } = this.grid
    const inputs = {
      picture: this.pictures.still,
      plate: this.pictures.plate,
      backward: stack(
        moments.map(({ backward }) => backward),
        [height, width, 2],
      ),
      hole: stack(
        moments.map(({ hole }) => hole),
        [1, height, width],
      ),
    }
    return this.runtime.run('condition', inputs, outputs, stay)
  }

  private async compute(indices: readonly number[]): Promise<void> {
    const held = await this.run(
      indices.map((index) => this.moments[index] as HoleMoment),
      [],
    )
    const condition = await held.condition.take()
    const half = await held.condition_half.take()
    this.shapes = { condition: condition.shape.slice(1), half: half.shape.slice(1) }
    indices.forEach((index, i) => {
      const entry = { condition: frameOf(condition, i).slice(), half: frameOf(half, i).slice() }
      this.runtime.ledger.take(bytesOf(entry))
      this.kept.set(index, entry)
    })
  }

  /** The oldest go when they are too many. */
  private shrink(): void {
    let bytes = 0
    for (const entry of this.kept.values()) bytes += bytesOf(entry)
    for (const [index, entry] of this.kept) {
      if (bytes <= limit) return
      bytes -= bytesOf(entry)
      this.runtime.ledger.release(bytesOf(entry))
      this.kept.delete(index)
    }
  }
}

function bytesOf(entry: Entry): number {
  return entry.condition.byteLength + entry.half.byteLength
}

import type { RenderStats } from '../../bridge/engine'

/** Runs and times of one graph. */
export interface GraphRecord {
  runs: number
  /** Milliseconds inside the runtime's run call. */
  milliseconds: number
}

/**
 * Counts what the runtime does: bytes of the tensors that are held and their peak, runs and
 * milliseconds per graph. `mark` begins a new count (a render) without forgetting what is held.
 */
export class Ledger {
  private held = 0
  private peak = 0
  private graphs: Record<string, GraphRecord> = {}
  private loading = 0

  take(bytes: number): void {
    this.held += bytes
    this.peak = Math.max(this.peak, this.held)
  }

  release(bytes: number): void {
    this.held -= bytes
  }

  ran(graph: string, milliseconds: number): void {
    const before = this.graphs[graph] ?? { runs: 0, milliseconds: 0 }
    this.graphs[graph] = { runs: before.runs + 1, milliseconds: before.milliseconds + milliseconds }
  }

  loaded(milliseconds: number): void {
    this.loading += milliseconds
  }

  mark(): void {
    this.loading = 0
    this.peak = this.held
    this.graphs = {}
  }

  get heldBytes(): number {
    return this.held
  }

  report(): Pick<RenderStats, 'peakTensorBytes' | 'runs' | 'graphMilliseconds' | 'loadMilliseconds'> {
    const entries = Object.entries(this.graphs)
    return {
      peakTensorBytes: this.peak,
      runs: Object.fromEntries(entries.map(([name, record]) => [name, record.runs])),
      loadMilliseconds: this.loading,
      graphMilliseconds: entries.reduce((sum, [, record]) => sum + record.milliseconds, 0),
    }
  }
}

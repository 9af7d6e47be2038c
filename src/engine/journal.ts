import { reusedFile } from './fill/reuse'
import type { Keeper } from './keeper'
import type { Bank, FrameState } from './sampling/bank'

/** How far a render had come: everything that is needed to go on from there. */
export interface Interrupted {
  /** The first run that has not been done. */
  next: number
  states: Map<number, FrameState>
}

const magic = 0x4b4e5231
/** The file with the latents. */
export const stateFile = 'state'
/** The file beside it that says what was being rendered, for whoever may want to go on with it. */
export const note = 'render.json'

interface Note {
  /** Runs of the whole render. */
  runs: number
  /** What the networks were asked to draw, where that was asked. */
  learned?: boolean | undefined
}

export function encodeNote(it: Note): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(it))
}

export function decodeNote(bytes: Uint8Array): Note {
  return JSON.parse(new TextDecoder().decode(bytes))
}

/** The first run that had not been done, of a file with latents; null where it is no such file. */
export function nextRun(state: Uint8Array<ArrayBuffer>): number | null {
  if (state.length < 20) return null
  const [found, next] = new Int32Array(state.slice(0, 8).buffer)
  return found === magic ? (next ?? null) : null
}
/**
 * Keeps a copy of the latents under way beside the steps. It is taken between two runs, written while the
 * next ones go on, and replaced as a whole. No other is begun before that has been written, and as long again
 * has gone by: a slow disk, or steps of a few milliseconds, make copies rarer and not the render slower.
 */
export class Journal {
  private free = Number.NEGATIVE_INFINITY

  /**
   * @param length numbers a frame
   * @param remembers whether the sampler looks back at the step before
   */
  constructor(
    private readonly keeper: Keeper,
    private readonly length: number,
    private readonly remembers: boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Begins a copy of where the work stands, unless one is still under way. Does not wait for it. */
  note(next: number, bank: Bank): void {
    if (!this.keeper.lasting || this.now() < this.free) return
    const began = this.now()
    this.free = Number.POSITIVE_INFINITY
    const { frames } = bank
    void bank
      .read(frames)
      .then((states) =>
        this.keeper.write(stateFile, [header(next, frames, this.length, this.remembers), ...parts(states)]),
      )
      .catch(() => undefined)
      .finally(() => {
        this.free = 2 * this.now() - began
      })
  }

  /** What an interrupted render has left, or null where that is not whole. */
  async read(): Promise<Interrupted | null> {
    const bytes = this.keeper.known ? await this.keeper.read(stateFile) : null
    if (!bytes || bytes.length < 20 || bytes.length % 4) return null
    const head = new Int32Array(bytes.buffer, 0, 5)
    const [found, next, count, length, remembers] = head as unknown as [number, number, number, number, number]
    const each = remembers ? 3 : 2
    if (found !== magic || length !== this.length || remembers !== Number(this.remembers)) return null
    if (bytes.length !== 4 * (5 + count + count * each * length)) return null
    const numbers = new Float32Array(bytes.buffer, 4 * (5 + count))
    const row = (index: number) => numbers.slice(index * length, (index + 1) * length)
    const states = new Map<number, FrameState>()
    new Int32Array(bytes.buffer, 20, count).forEach((frame, i) => {
      const [x, sum] = [row(i * each), row(i * each + 1)]
      states.set(frame, { x, sum, previous: remembers ? row(i * each + 2) : null })
    })
    return { next, states }
  }

  /** The render is over: nothing is left to go on with. */
  async end(): Promise<void> {
    if (this.keeper.lasting) await this.keeper.remove([stateFile, note, reusedFile])
  }
}

function header(next: number, frames: readonly number[], length: number, remembers: boolean): Int32Array<ArrayBuffer> {
  return Int32Array.from([magic, next, frames.length, length, Number(remembers), ...frames])
}

function parts(states: readonly FrameState[]): Float32Array<ArrayBuffer>[] {
  return states.flatMap(({ x, sum, previous }) => (previous ? [x, sum, previous] : [x, sum]))
}

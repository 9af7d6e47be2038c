import type { Ledger } from '../runtime/ledger'
import { Held, type HostTensor, hostTensor } from '../runtime/tensor'
import type { Step } from './samplers'

/** Latents of one frame, all channels. */
export type FrameLatents = Float32Array<ArrayBuffer>

/** Everything that is known of a frame under way. */
export interface FrameState {
  x: FrameLatents
  /** What the windows of the step that is under way have said so far, weighed. */
  sum: FrameLatents
  /** The estimate of the step before; only where a sampler wants it. */
  previous: FrameLatents | null
}

/** Some rows of what a graph said: one a frame, from `row` on. */
export interface Said {
  tensor: HostTensor | Held
  row: number
}

/**
 * The latents of the frames under way, wherever they lie: in ordinary memory or on the device. All that
 * a sampler over windows does with them is here, each on one frame's numbers at a time.
 */
export interface Bank {
  /** A frame begins as `scale` times its noise, which is given up. */
  begin(frame: number, noise: FrameLatents, scale: number): void
  /**
   * x of some frames times `scale`, [frames, ...shape]; `head` stands for the first one where it is given. What lies in
   * ordinary memory is valid until as many are asked for again.
   */
  input(frames: readonly number[], scale: number, head: FrameLatents | null): HostTensor | Held
  /** sum += x share * x + output share * output, for each of the frames; a frame whose shares are 0 is left alone. */
  blend(
    frames: readonly number[],
    xShares: readonly number[],
    outputShares: readonly number[],
    said: Said,
  ): Promise<void>
  /** x = a x + b sum + c previous + d noise, then previous = sum and sum = 0. */
  advance(frame: number, step: Step, noise: FrameLatents | null): void
  /** Copies, for the decoder or for a file. They are of this moment, whatever happens until they arrive. */
  read(frames: readonly number[]): Promise<FrameState[]>
  restore(frame: number, state: FrameState): void
  remove(frame: number): void
  /** Frames under way. */
  readonly frames: number[]
  /** Gives everything up. */
  close(): void
}

/** A bank in ordinary memory. */
export class HostBank implements Bank {
  private readonly states = new Map<number, FrameState>()
  /** What a network is given, the same place for as many frames. */
  private readonly inputs = new Map<number, HostTensor>()
  private readonly length: number

  /**
   * @param shape of one frame
   * @param remembers whether the sampler looks back at the step before
   */
  constructor(
    private readonly shape: readonly number[],
    private readonly remembers: boolean,
    private readonly ledger?: Ledger,
  ) {
    this.length = shape.reduce((product, extent) => product * extent, 1)
  }

  get frames(): number[] {
    return [...this.states.keys()]
  }

  begin(frame: number, noise: FrameLatents, scale: number): void {
    if (scale !== 1) for (let j = 0; j < noise.length; j++) noise[j] = scale * (noise[j] as number)
    const previous = this.remembers ? new Float32Array(this.length) : null
    this.restore(frame, { x: noise, sum: new Float32Array(this.length), previous })
  }

  input(frames: readonly number[], scale: number, head: FrameLatents | null): HostTensor {
    const input = this.inputs.get(frames.length) ?? hostTensor([frames.length, ...this.shape])
    this.inputs.set(frames.length, input)
    frames.forEach((frame, i) => {
      const from = i === 0 && head ? head : this.at(frame).x
      const to = input.data.subarray(i * this.length, (i + 1) * this.length)
      if (scale === 1) to.set(from)
      else for (let j = 0; j < to.length; j++) to[j] = scale * (from[j] as number)
    })
    return input
  }

  async blend(
    frames: readonly number[],
    xShares: readonly number[],
    outputShares: readonly number[],
    said: Said,
  ): Promise<void> {
    const data = said.tensor instanceof Held ? await said.tensor.read() : said.tensor.data
    frames.forEach((frame, i) => {
      const [share, outputShare] = [xShares[i] as number, outputShares[i] as number]
      if (share === 0 && outputShare === 0) return
      const { x, sum } = this.at(frame)
      const from = (said.row + i) * this.length
      for (let j = 0; j < sum.length; j++)
        sum[j] = (sum[j] as number) + share * (x[j] as number) + outputShare * (data[from + j] as number)
    })
  }

  advance(frame: number, { a, b, c, d }: Step, noise: FrameLatents | null): void {
    const state = this.at(frame)
    const { x, sum, previous } = state
    for (let j = 0; j < x.length; j++) {
      const before = previous ? c * (previous[j] as number) : 0
      const drawn = noise ? d * (noise[j] as number) : 0
      x[j] = a * (x[j] as number) + b * (sum[j] as number) + before + drawn
    }
    if (previous) {
      state.previous = sum
      state.sum = previous
    }
    state.sum.fill(0)
  }

  async read(frames: readonly number[]): Promise<FrameState[]> {
    return frames.map((frame) => {
      const { x, sum, previous } = this.at(frame)
      return { x: x.slice(), sum: sum.slice(), previous: previous?.slice() ?? null }
    })
  }

  restore(frame: number, state: FrameState): void {
    if (!this.states.has(frame)) this.ledger?.take(bytesOf(state))
    this.states.set(frame, state)
  }

  remove(frame: number): void {
    const state = this.states.get(frame)
    if (state) this.ledger?.release(bytesOf(state))
    this.states.delete(frame)
  }

  close(): void {
    for (const frame of this.frames) this.remove(frame)
    this.inputs.clear()
  }

  private at(frame: number): FrameState {
    const state = this.states.get(frame)
    if (!state) throw new RangeError(`frame ${frame} is not under way`)
    return state
  }
}

function bytesOf({ x, sum, previous }: FrameState): number {
  return x.byteLength + sum.byteLength + (previous?.byteLength ?? 0)
}

import type { Progress, RenderStats, Stage } from '../bridge/engine'
import { KinoraError } from '../core/errors'
import { pause } from './pause'

type Milliseconds = RenderStats['milliseconds']

/** A kind of work within a job: how many pieces there are and what one costs, in any one unit of time. */
interface Part {
  pieces: number
  done: number
  /** Guess of the milliseconds a piece takes, until one has been measured. */
  guess: number
  spent: number
}

/**
 * One job under way: what is done, how long each stage took, how long the rest may take, and whether
 * it is still wanted. Time spent on others while the job pauses counts with the stage it is in.
 */
export class Watch {
  private readonly parts = new Map<Stage, Part>()
  private readonly began = performance.now()
  private highest = 0
  readonly milliseconds: Milliseconds = {
    motion: 0,
    plate: 0,
    encode: 0,
    condition: 0,
    step: [],
    decode: 0,
    compose: 0,
    save: 0,
    total: 0,
  }

  constructor(
    private readonly signal: AbortSignal,
    private readonly onProgress: (progress: Progress) => void = () => {},
  ) {}

  /** Announces work to come, so that the share done and the time left can be told. */
  expect(stage: Stage, pieces: number, guess: number): void {
    const part = this.parts.get(stage)
    this.parts.set(stage, {
      pieces: (part?.pieces ?? 0) + pieces,
      done: part?.done ?? 0,
      guess,
      spent: part?.spent ?? 0,
    })
  }

  /**
   * Does one piece of a stage: checks whether the job is still wanted, lets others run, measures, reports.
   * `step` is the sampler's, whose windows are pieces each. Throws `cancelled`.
   */
  async piece<T>(
    stage: Stage,
    work: () => T | Promise<T>,
    { frame, step = 0 }: { frame?: (result: T) => Progress['frame']; step?: number } = {},
  ): Promise<T> {
    await pause()
    this.check()
    const before = performance.now()
    const result = await work()
    const spent = performance.now() - before
    if (stage === 'step') {
      const { step: steps } = this.milliseconds
      while (steps.length <= step) steps.push(0)
      steps[step] = (steps[step] as number) + spent
    } else this.milliseconds[stage] += spent
    const part = this.parts.get(stage)
    if (part) {
      part.done++
      part.spent += spent
    }
    this.check()
    this.report(stage, frame?.(result))
    return result
  }

  /** Waits for something that others may want, too, unless the job is cancelled before. */
  unlessCancelled<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = () => reject(new KinoraError('cancelled'))
      if (this.signal.aborted) return cancel()
      this.signal.addEventListener('abort', cancel, { once: true })
      work.then(resolve, reject).finally(() => this.signal.removeEventListener('abort', cancel))
    })
  }

  get cancelled(): boolean {
    return this.signal.aborted
  }

  check(): void {
    if (this.signal.aborted) throw new KinoraError('cancelled')
  }

  finish(): Milliseconds {
    this.milliseconds.total = performance.now() - this.began
    return this.milliseconds
  }

  private report(stage: Stage, frame: Progress['frame']): void {
    let done = 0
    let left = 0
    for (const part of this.parts.values()) {
      done += part.spent
      const each = part.done > 0 ? part.spent / part.done : part.guess
      left += Math.max(0, part.pieces - part.done) * each
    }
    this.highest = Math.max(this.highest, done + left > 0 ? done / (done + left) : 0)
    const early = performance.now() - this.began < 400
    this.onProgress({
      stage,
      share: Math.min(1, this.highest),
      secondsLeft: early ? null : left / 1000,
      ...(frame ? { frame } : {}),
    })
  }
}

import { KinoraError } from '../core/errors'
import { Queue } from './runtime/queue'

/** Long jobs, one at a time, each cancelled by its id while it waits or runs. */
export class Jobs {
  private readonly queue = new Queue()
  private readonly open = new Map<string, AbortController>()

  run<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    this.open.set(id, controller)
    return this.queue
      .add(() => {
        if (controller.signal.aborted) throw new KinoraError('cancelled')
        return work(controller.signal)
      })
      .finally(() => {
        if (this.open.get(id) === controller) this.open.delete(id)
      })
  }

  /** Ends a job within one step; one that is unknown or over is left alone. */
  cancel(id: string): void {
    this.open.get(id)?.abort()
  }

  cancelAll(): void {
    for (const controller of this.open.values()) controller.abort()
  }
}

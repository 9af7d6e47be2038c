/** Runs what it is given one after another; a failure is its caller's and does not stop the next. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve()

  add<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work, work)
    this.last = result.catch(() => undefined)
    return result
  }
}

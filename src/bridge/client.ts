import { proxy, transfer, wrap } from 'comlink'
import { KinoraError } from '../core/errors'
import { keepErrorKinds } from './errors'
import { lifeLock } from './serve'

/** A worker as the page holds it. */
export interface Client<T> {
  /** The worker's functions. Callbacks are proxied and canvases transferred without further ado. */
  readonly api: T
  /** Settles when the worker is gone without `close` having been called: what it died of. */
  readonly lost: Promise<KinoraError>
  /** Ends the worker; calls that wait for it are rejected with `cancelled`. */
  close(): void
}

/**
 * Connects to a worker that calls `serve`. A worker that ends, or that stumbles over an error nobody
 * caught, counts as lost: every pending call and every later one is rejected with `worker-crashed`.
 */
export function connect<T extends object>(worker: Worker, name: string): Client<T> {
  keepErrorKinds()
  const pending = new Set<(error: KinoraError) => void>()
  let ended: KinoraError | null = null
  let sayLost: (error: KinoraError) => void = () => {}
  const lost = new Promise<KinoraError>((resolve) => {
    sayLost = resolve
  })

  const end = (error: KinoraError) => {
    if (ended) return
    ended = error
    worker.terminate()
    for (const reject of pending) reject(error)
    pending.clear()
  }
  const crash = (reason: string) => {
    if (ended) return
    const error = new KinoraError('worker-crashed', { worker: name, reason })
    end(error)
    sayLost(error)
  }
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    crash(event.message || 'the worker could not be loaded')
  })
  worker.addEventListener('messageerror', () => crash('a message could not be read'))

  const remote = wrap<Record<string, (...values: unknown[]) => unknown>>(worker)
  const call = (method: string, values: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended)
      pending.add(reject)
      const run = remote[method] as unknown as (...values: unknown[]) => Promise<unknown>
      run(...values.map(wireValue))
        .then(resolve, reject)
        .finally(() => pending.delete(reject))
    })

  call(lifeLock, []).then(
    (lock) => {
      if (typeof lock === 'string') void navigator.locks.request(lock, () => crash('the worker ended'))
    },
    () => {},
  )

  const api = new Proxy({} as T, {
    get: (_, method) =>
      // A promise that resolves to an api asks it for `then`; it has none.
      typeof method === 'string' && method !== 'then' ? (...values: unknown[]) => call(method, values) : undefined,
  })
  return { api, lost, close: () => end(new KinoraError('cancelled', { worker: name })) }
}

function wireValue(value: unknown): unknown {
  if (typeof value === 'function') return proxy(value as (...values: never[]) => unknown)
  if (typeof OffscreenCanvas !== 'undefined' && value instanceof OffscreenCanvas) return transfer(value, [value])
  if (typeof ReadableStream !== 'undefined' && value instanceof ReadableStream) return transfer(value, [value])
  return value
}

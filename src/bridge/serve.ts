import { expose } from 'comlink'
import { keepErrorKinds } from './errors'

/**
 * Offers a worker's functions to the page that started it. Called once, at the top level of the
 * worker's module, so that no message is missed.
 *
 * The worker holds a lock under its own name for as long as it lives. The page waits for the same
 * lock: it is granted in the moment in which the worker ends, for whatever reason, which no event tells.
 */
export function serve<T extends object>(api: T): void {
  keepErrorKinds()
  const held = holdLifeLock()
  expose(Object.assign(api, { [lifeLock]: () => held }))
}

/** The call that answers, once the lock is held, with its name; null where locks are not to be had. */
export const lifeLock = '__lifeLock'

function holdLifeLock(): Promise<string | null> {
  const name = `kinora-worker-${crypto.randomUUID()}`
  if (!navigator.locks) return Promise.resolve(null)
  return new Promise((resolve) => {
    navigator.locks
      .request(name, () => {
        resolve(name)
        return new Promise(() => {})
      })
      .catch(() => resolve(null))
  })
}

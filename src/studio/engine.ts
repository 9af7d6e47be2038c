import type { Client } from '../bridge/client'
import type { EngineApi, EngineInfo, Provider } from '../bridge/engine'
import { asKinoraError, type KinoraError } from '../core/errors'
import { deferred } from './deferred'
import { errorNotice, statusNotice } from './notices'
import type { StudioStore } from './store'

export interface EngineOptions {
  provider: Provider | 'auto'
  packUrl: string
}

/** The inference worker as the studio holds it: started when asked for, given the picture, replaced when lost. */
export interface Engine {
  /** Settles when the engine can be asked; rejects when it could not be started. */
  readonly ready: Promise<EngineInfo>
  /** Starts the worker and the pack; again is nothing new. */
  start(): void
  /** The picture of everything that follows; null: none is open. */
  setPicture(picture: Blob | null): void
  /** Waits for the engine and its picture, then asks. A lost worker or device becomes a notice. */
  ask<T>(question: (api: EngineApi) => Promise<T>): Promise<T>
  restart(): Promise<void>
}

/** Errors after which nothing more can be had from this worker. */
const fatal = new Set(['worker-crashed', 'device-lost', 'out-of-memory'])

export function createEngine(store: StudioStore, spawn: () => Client<EngineApi>, options: EngineOptions): Engine {
  let client: Client<EngineApi> | null = null
  let picture: Blob | null = null
  let given: { picture: Blob; done: Promise<unknown> } | null = null
  let ready = deferred<EngineInfo>()

  const fail = (error: KinoraError, from: Client<EngineApi>) => {
    if (client !== from) return
    client = null
    given = null
    from.close()
    ready.reject(error)
    store.setState(({ notices }) => ({
      engine: { status: 'failed', info: null, error },
      notices: [...notices, errorNotice(error, { key: 'action.restart', run: restart })],
    }))
  }

  /** As asked for by the person: what goes wrong again becomes a notice again. */
  const restart = () =>
    void engine.restart().then(
      () => store.setState(({ notices }) => ({ notices: [...notices, statusNotice('status.restarted')] })),
      () => {},
    )

  const givePicture = async (to: Client<EngineApi>) => {
    if (!picture) return
    if (given?.picture !== picture) given = { picture, done: to.api.setPicture(picture) }
    const giving = given
    try {
      await giving.done
    } catch (thrown) {
      if (given === giving) given = null
      throw thrown
    }
  }

  const engine: Engine = {
    get ready() {
      return ready.promise
    },
    start() {
      // What has failed is started again only on purpose.
      if (client || store.getState().engine.status === 'failed') return
      const started = spawn()
      client = started
      store.setState({ engine: { status: 'loading', info: null, error: null } })
      started.lost.then((error) => fail(error, started))
      started.api.start(options).then(
        (info) => {
          if (client !== started) return
          store.setState({ engine: { status: 'ready', info, error: null } })
          ready.resolve(info)
        },
        (thrown) => fail(asKinoraError(thrown), started),
      )
    },
    setPicture(next) {
      picture = next
    },
    async ask(question) {
      engine.start()
      await ready.promise
      const asked = client
      if (!asked) throw store.getState().engine.error
      try {
        await givePicture(asked)
        return await question(asked.api)
      } catch (thrown) {
        const error = asKinoraError(thrown)
        if (fatal.has(error.code)) fail(error, asked)
        throw error
      }
    },
    async restart() {
      const old = client
      client = null
      given = null
      old?.close()
      ready = deferred()
      store.setState({ engine: { status: 'loading', info: null, error: null } })
      engine.start()
      await ready.promise
    },
  }
  return engine
}

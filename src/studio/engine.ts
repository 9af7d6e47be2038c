import type { Client } from '../bridge/client'
import type { ChosenPacks, EngineApi, EngineInfo, Provider } from '../bridge/engine'
import { asKinoraError, KinoraError } from '../core/errors'
import { deferred } from './deferred'
import { errorNotice, statusNotice, withNotice } from './notices'
import type { StudioStore } from './store'

export interface EngineOptions {
  provider: Provider | 'auto'
  packUrl: string
  /** A chosen pack is of no use here, because it is damaged or for want of something; answers with its name. */
  setAside(id: string, damaged: boolean): string
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
  /** Begins again when other packs were chosen than those in use, unless nothing has begun. */
  renew(): void
}

/** Errors after which nothing more can be had from this worker. */
const fatal = new Set(['worker-crashed', 'device-lost', 'out-of-memory'])

/** Errors of a pack that is in order: something else is missing. */
const lacking = new Set<string>(['half-unavailable', 'model-busy'])

const none: ChosenPacks = { renders: null, clicks: null }

export function createEngine(
  store: StudioStore,
  spawn: () => Client<EngineApi>,
  { setAside, ...options }: EngineOptions,
): Engine {
  let client: Client<EngineApi> | null = null
  let picture: Blob | null = null
  let given: { picture: Blob; done: Promise<unknown> } | null = null
  let ready = deferred<EngineInfo>()
  /** The packs that the worker was started with, but for those that it refused. */
  let used: ChosenPacks = none

  const fail = (error: KinoraError, from: Client<EngineApi>) => {
    if (client !== from) return
    client = null
    given = null
    from.close()
    ready.reject(error)
    store.setState(({ notices }) => ({
      engine: { status: 'failed', info: null, error },
      notices: withNotice(notices, errorNotice(error, { key: 'action.restart', run: restart })),
    }))
  }

  /** As asked for by the person: what goes wrong again becomes a notice again. */
  const restart = () =>
    void engine.restart().then(
      () => store.setState(({ notices }) => ({ notices: withNotice(notices, statusNotice('status.restarted')) })),
      () => {},
    )

  const chosenNow = (): ChosenPacks => {
    const { renders, clicks } = store.getState().models.choice
    return { renders, clicks }
  }
  const brokenError = (id: string, error: KinoraError): KinoraError => {
    const { file, field, graph } = error.data
    const damaged = !lacking.has(error.code)
    const name = setAside(id, damaged)
    if (!damaged) return error
    return new KinoraError('model-broken', { name, what: file ?? field ?? graph ?? error.code }, error)
  }
  const tell = (error: KinoraError) =>
    store.setState(({ notices }) => ({ notices: withNotice(notices, errorNotice(error)) }))

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
      const chosen = chosenNow()
      used = chosen
      started.api.start({ ...options, chosen }).then(
        (info) => {
          if (client !== started) return
          for (const { use, id, code, data } of info.refused ?? []) {
            used = { ...used, [use]: null }
            tell(brokenError(id, new KinoraError(code, data)))
          }
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
        const broken = client === asked ? brokenModel(error, used) : null
        throw broken === null ? error : brokenError(broken, error)
      }
    },
    renew() {
      const chosen = chosenNow()
      const same = chosen.renders === used.renders && chosen.clicks === used.clicks
      const begun = client || store.getState().engine.status === 'failed'
      if (!same && begun) void engine.restart().catch(() => {})
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

/** The chosen pack that an error is about; null: it is about none. */
function brokenModel({ code, data }: KinoraError, used: ChosenPacks): string | null {
  if (typeof data.model === 'string') return data.model
  // A graph that cannot be opened or run as the pack says.
  if (typeof data.graph !== 'string' || !(code === 'internal' || code === 'pack-unreadable')) return null
  return data.graph.startsWith('segment') ? used.clicks : used.renders
}

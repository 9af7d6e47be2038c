import type { Client } from '../../bridge/client'
import type { Coming, GivenFile, ModelsApi } from '../../bridge/models'
import { asKinoraError, KinoraError } from '../../core/errors'
import { faceModel } from '../../media/pack/known'
import { errorNotice, withNotice } from '../notices'
import type { StudioStore } from '../store'
import { describeBuiltIn, describeFace, describeKept, describePack, readAddress } from './describe'
import { modelIn } from './given'
import { meets } from './meets'
import type { ModelPorts } from './ports'
import { type KeptModel, type Model, type ModelsState, type ModelUse, modelUses } from './state'

/** All that can be done with models. What goes wrong is told in `state.models.trouble`, beside what it is about. */
export interface Models {
  /** Looks at what is kept, and at the machine. */
  refresh(): Promise<void>
  /** Reads the description at an address, from that host alone, and offers what is there. `forwarded`: wherever it leads. */
  look(address: string, forwarded?: boolean): Promise<void>
  /** Fetches what is on offer. */
  accept(): Promise<void>
  /** Takes what was on offer away. */
  decline(): void
  /** Keeps a model that lies in the person's own files. */
  take(files: readonly GivenFile[]): Promise<void>
  /** Goes on with a model that is not all here, or mends one that is damaged. `forwarded` as in `look`. */
  resume(id: string, forwarded?: boolean): Promise<void>
  /** Stops what is on its way; what has come stays. */
  stop(): void
  remove(id: string): Promise<void>
  /** Uses a model, or (null) what comes with the studio. */
  use(use: ModelUse, id: string | null): void
  /** A model is used no longer; one that is damaged can be mended. Answers with its name. */
  setAside(id: string, damaged: boolean): string
  /** A text that comes with a model: a licence. */
  text(id: string, path: string): Promise<string | null>
}

/** Seconds until all has come, from what has come since it began to; null until that says something. */
function createTimeLeft(total: number): (coming: Coming) => number | null {
  let from: { time: number; have: number } | null = null
  return ({ phase, have }) => {
    if (phase === 'check') return null
    const time = performance.now()
    from ??= { time, have }
    const seconds = (time - from.time) / 1000
    return seconds < 1 || have <= from.have ? null : ((total - have) * seconds) / (have - from.have)
  }
}

export function createModels(store: StudioStore, ports: ModelPorts): Models {
  let running: Client<ModelsApi> | null = null
  let stopping = false
  const broken = new Set<string>()

  const set = (change: Partial<ModelsState>) => store.setState(({ models }) => ({ models: { ...models, ...change } }))
  const models = () => store.getState().models

  /** Settles when what is being done now is done. */
  let busy: Promise<void> | null = null

  /** One thing at a time, with what goes wrong told; what is asked for meanwhile is not done. */
  const attempt = async (about: { id: string | null; address?: string }, work: () => Promise<void>): Promise<void> => {
    if (busy) return
    set({ trouble: null })
    busy = work()
      .catch((thrown) => {
        const error = asKinoraError(thrown)
        if (error.code !== 'cancelled') set({ trouble: { ...about, error } })
      })
      .finally(() => {
        running?.close()
        running = null
        stopping = false
        busy = null
        set({ coming: null })
      })
    await busy
  }

  const open = (reach: string | null) => {
    running = ports.worker(reach)
    return running.api
  }
  const reachOf = (folder: string, forwarded: boolean) => (forwarded ? 'any' : new URL(folder).origin)

  const lookAtList = async () => {
    const stored = await ports.list()
    const list = stored.map(({ record, have, complete }): KeptModel => {
      const model = describeKept(record)
      return { ...model, have, complete, broken: broken.has(record.id) }
    })
    set({ list })
  }
  const lookAtBuiltIn = async () => {
    if (!models().builtIn) set({ builtIn: await ports.builtIn().then(describeBuiltIn, () => null) })
  }
  const lookAtMachine = async () => set({ machine: await ports.machine() })
  /** Each is shown when it is known: a graphics driver that is slow to answer holds up no list. */
  const refresh = async () => void (await Promise.all([lookAtList(), lookAtBuiltIn(), lookAtMachine()]))

  /** Brings a model, and uses it. One that is all here, and in order, is not brought again. */
  const bring = async (model: Model, given: readonly GivenFile[]) => {
    const { record } = model
    const { source } = record
    await lookAtList()
    if (models().list?.some(({ id, complete, broken }) => id === model.id && complete && !broken)) {
      set({ offer: null })
      return choose(model.uses, model.id)
    }
    const way = { id: model.id, total: model.bytes }
    const left = createTimeLeft(model.bytes)
    set({ coming: { ...way, phase: 'check', have: 0, secondsLeft: null }, offer: null })
    const api = open(source && reachOf(source.folder, source.forwarded))
    void ports.persist()
    let arrived = false
    try {
      await api.bring(record, [...given], broken.has(model.id), (coming) => {
        // What the worker says comes by another way than its answer, and may come after it.
        if (stopping || arrived) return
        set({ coming: { ...way, ...coming, secondsLeft: left(coming) } })
        // It stands in the list from now on, wherever it ends.
        if (!models().list?.some(({ id }) => id === model.id)) void lookAtList().catch(() => {})
      })
      broken.delete(model.id)
    } finally {
      arrived = true
      await lookAtList().catch(() => {})
    }
    // Whether it is used hangs on the machine, which may not have been looked at yet; how much room is left can wait.
    const looking = lookAtMachine().catch(() => {})
    if (!models().machine) await looking
    // Last of all: what is seen to be in use is done with, and the next may come.
    if (meets(model, models().machine)) choose(model.uses, model.id)
  }

  /** All at once: what uses them begins again but once. */
  const choose = (uses: readonly ModelUse[], id: string | null) => {
    const { choice } = models()
    const changed = uses.filter((use) => choice[use] !== id)
    if (changed.length === 0) return
    set({ choice: { ...choice, ...Object.fromEntries(changed.map((use) => [use, id])) } })
    if (changed.includes('faces')) giveFaces()
  }
  /** What uses this model uses what comes with the studio. */
  const drop = (id: string) =>
    choose(
      modelUses.filter((use) => models().choice[use] === id),
      null,
    )

  /** A model of the person's that is of no use gives way, and it is said. */
  const giveFaces = () => {
    const { faces } = models().choice
    ports.setFaceModel(faces, () => {
      const error = new KinoraError('model-broken', { name: faceModel.name, what: faceModel.file.path })
      if (faces !== null) setAside(faces, true)
      store.setState(({ notices }) => ({ notices: withNotice(notices, errorNotice(error)) }))
    })
  }
  if (models().choice.faces !== null) giveFaces()

  const setAside = (id: string, damaged: boolean): string => {
    if (damaged) broken.add(id)
    drop(id)
    const { list } = models()
    set({ list: list?.map((model) => (model.id === id ? { ...model, broken: broken.has(id) } : model)) ?? null })
    return list?.find((model) => model.id === id)?.name ?? id.replace(/-[^-]*$/, '')
  }

  const kept = (id: string): KeptModel => {
    const found = models().list?.find((model) => model.id === id)
    if (!found) throw new KinoraError('model-unknown')
    return found
  }

  return {
    refresh,
    async look(address, forwarded = false) {
      set({ offer: null })
      await attempt({ id: null, address }, async () => {
        const { url, folder, face } = readAddress(address)
        const source = { folder, forwarded }
        if (face) return set({ offer: describeFace(source) })
        set({ coming: { id: null, total: 0, phase: 'fetch', have: 0, secondsLeft: null } })
        const description = await open(reachOf(folder, forwarded)).look(url)
        set({ offer: describePack(description, await ports.hash(description), source) })
      })
    },
    async accept() {
      const { offer } = models()
      if (offer) await attempt({ id: offer.id }, () => bring(offer, []))
    },
    decline: () => set({ offer: null, trouble: null }),
    async take(files) {
      // Files cannot be greyed out as a button is: they wait their turn.
      while (busy) await busy
      await attempt({ id: null }, async () => {
        const { model, files: own } = await modelIn(files, ports.hash)
        // One that was being fetched from an address can go on from there, too.
        const source = models().list?.find(({ id }) => id === model.id)?.record.source ?? null
        await bring({ ...model, record: { ...model.record, source } }, own)
      })
    },
    async resume(id, forwarded) {
      await attempt({ id }, async () => {
        const model = kept(id)
        const { source } = model.record
        const record = source && forwarded ? { ...model.record, source: { ...source, forwarded } } : model.record
        await bring({ ...model, record }, [])
      })
    },
    stop() {
      stopping = true
      const ending = running
      void ending?.api.stop().catch(() => {})
    },
    async remove(id) {
      await attempt({ id }, async () => {
        drop(id)
        if (!(await ports.remove(id))) throw new KinoraError('model-busy')
        broken.delete(id)
        await refresh()
      })
    },
    use: (use, id) => choose([use], id),
    setAside,
    async text(id, path) {
      return (await ports.file(id, path))?.text() ?? null
    },
  }
}

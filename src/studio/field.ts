import type { Mask, Picture } from '../core/image'
import type { HintPlace, Influence } from '../core/influence'
import { compileHints, type Project } from '../project/project'
import { createInfluences } from './influences'
import { projectPlaces } from './places'
import type { Preview } from './preview'
import type { StudioStore } from './store'
import { withSuggestions } from './suggestions'

/** Milliseconds for which the lifted area has to stay the same before a plate is asked for. */
const plateDelay = 150

/** Keeps what the preview draws in step with what the project and the running gesture say. */
export interface Field {
  /** Whether the preview has been given the hints of now. */
  readonly given: boolean
  /** Settles when the preview knows what moves, as far as the engine can be asked now; `plated`: and what lies behind. */
  settled(plated: boolean): Promise<void>
  /** The preview or its picture is new: everything is given again. */
  renew(): void
  /** The engine can be asked (again). */
  engineReady(): void
}

export interface FieldAsks {
  influence(places: HintPlace[]): Promise<Influence>
  plate(lifted: Mask): Promise<Picture>
  /** All is shown: the engine may find out what a render of this will need. */
  prepare(project: Project): Promise<void>
  /** The preview would draw something else now. */
  onChange(): void
  /** Settles when what the preview shows now has been drawn. */
  drawn(): Promise<void>
}

export function createField(store: StudioStore, preview: Preview, asks: FieldAsks): Field {
  let stale = true
  let fresh = true
  let pumping: Promise<void> | null = null
  const influences = createInfluences(asks.influence, ({ method }) => {
    if (method === 'learned') touch()
  })
  const plates = createPlates(asks.plate, async (plate) => {
    await preview.ask((api) => api.setPlate(plate))
    asks.onChange()
    const { project, gesture, work } = store.getState()
    if (project && !gesture && !work) void asks.prepare(project).catch(() => undefined)
  })

  function touch() {
    stale = true
    if (pumping || !canGive()) return
    pumping = pump().finally(() => {
      pumping = null
      if (stale) touch()
    })
  }

  function canGive() {
    const { project, still } = store.getState()
    return preview.open && project !== null && still !== null
  }

  /** At most one list of hints is on its way; what changes meanwhile goes with the next one. */
  async function pump() {
    if (fresh) {
      // A new picture is shown as it is before anything is computed for it.
      fresh = false
      await asks.drawn()
    }
    while (stale && canGive()) {
      stale = false
      const project = shownProject(store)
      if (!project) return
      const known = influences.known(projectPlaces(project))
      // The preview's own plain method says the same; giving it again would build everything anew.
      const influence = known?.method === 'learned' ? known : null
      try {
        const lifted = await preview.ask((api) =>
          api.setHints(
            compileHints(project),
            influence,
            project.settings.controlScale,
            store.getState().gesture !== null,
          ),
        )
        if (lifted) plates.want(lifted)
        asks.onChange()
      } catch (thrown) {
        // A lost worker is told by the preview; hints that it refuses leave the last ones standing.
        console.error(thrown)
      }
    }
  }

  function wantInfluence() {
    const { engine, gesture } = store.getState()
    const project = shownProject(store)
    if (!project || engine.status !== 'ready') return
    influences.want(projectPlaces(project, gesture !== null))
  }

  store.subscribe((state, before) => {
    const same = (['project', 'gesture', 'suggestions'] as const).every((key) => state[key] === before[key])
    if (same) return
    wantInfluence()
    touch()
  })

  return {
    get given() {
      return !stale && pumping === null
    },
    async settled(plated) {
      // A render keeps the engine busy; what it would say comes when it comes.
      const answering = () => store.getState().engine.status === 'ready' && !store.getState().work
      if (answering()) await influences.settled()
      while (pumping) await pumping
      if (plated && answering()) await plates.settled()
    },
    renew() {
      fresh = true
      influences.forget()
      plates.forget()
      wantInfluence()
      touch()
    },
    engineReady() {
      influences.forget()
      wantInfluence()
      plates.retry()
    },
  }
}

/** The project with the controls as they stand in the middle of a gesture, or with what is suggested. */
export function shownProject(store: StudioStore): Project | null {
  const { project, gesture, suggestions } = store.getState()
  if (!project) return null
  return gesture ? { ...project, controls: gesture } : withSuggestions(project, suggestions)
}

/** Asks for plates, debounced; of several lifted areas only the latest counts. */
function createPlates(ask: (lifted: Mask) => Promise<Picture>, onPlate: (plate: Picture) => Promise<void>) {
  let wish: Mask | null = null
  let missing: Mask | null = null
  let working: Promise<void> | null = null
  let era = 0

  const work = async () => {
    while (wish) {
      await new Promise((resolve) => setTimeout(resolve, plateDelay))
      const lifted: Mask | null = wish
      const started = era
      wish = null
      if (!lifted) break
      try {
        const plate = await ask(lifted)
        if (started === era && !wish) await onPlate(plate)
      } catch {
        // The preview's own quick plate stays; the engine may be able to make one later.
        if (started === era) missing = lifted
      }
    }
    working = null
  }

  return {
    want(lifted: Mask) {
      missing = null
      wish = lifted.data.some((value) => value > 0) ? lifted : null
      if (wish) working ??= work()
    },
    retry() {
      if (missing) this.want(missing)
    },
    forget() {
      era++
      wish = null
      missing = null
    },
    settled: () => working ?? Promise.resolve(),
  }
}

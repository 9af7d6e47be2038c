import type { StoreApi } from 'zustand/vanilla'
import { version } from '../../package.json'
import { withNewTake } from '../controls/face/shelf'
import { createAutosave } from './autosave'
import { addressOptions, browserPorts } from './browser'
import type { Commands } from './commands'
import { createCommands } from './create-commands'
import { createHistory } from './history'
import { createLive } from './live/live'
import { keepChoice, readChoice } from './models/choice'
import { createModels } from './models/models'
import { noModels } from './models/state'
import { errorNotice } from './notices'
import { createOpening } from './opening'
import type { Ports } from './ports'
import { keepPreferences, readPreferences } from './preferences'
import { createScripting } from './scripting'
import { createSession, type SessionOptions } from './session'
import { createSounds } from './sounds'
import type { StudioState } from './state'
import { createStudioStore } from './store'
import { createSuggestions } from './suggestions'

export interface Studio {
  store: StoreApi<StudioState>
  commands: Commands
  /** Settles when the engine can be asked. */
  readonly ready: ReturnType<typeof createSession>['engine']['ready']
  /** Opens what the last session left, or the first sample. */
  start(): Promise<void>
  /** Saves at once what has not been saved. */
  flush(): Promise<void>
}

export interface StudioOptions extends SessionOptions {
  ports: Ports
  state?: Partial<StudioState>
}

/** The studio of this page: `createStudio()`, then `start()`. See `assembleStudio` for what it is made of. */
export function createStudio(): Studio {
  const address = new URLSearchParams(location.search)
  const studio = assembleStudio({
    ...addressOptions(address),
    ports: browserPorts(),
    state: {
      ...readPreferences(address, localStorage, navigator.languages),
      models: { ...noModels, choice: readChoice(localStorage) },
    },
  })
  studio.store.subscribe((state, before) => {
    if (state.theme !== before.theme || state.language !== before.language) keepPreferences(localStorage, state)
    if (state.models.choice !== before.models.choice) keepChoice(localStorage, state.models.choice)
  })
  globalThis.kinora = createScripting(studio, version)
  // What the person does next is a step of its own.
  for (const event of ['pointerdown', 'focusin']) addEventListener(event, studio.commands.settle, { capture: true })
  // The last moments in which a page that is closed or put away can still write.
  addEventListener('pagehide', () => void studio.flush())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void studio.flush()
  })
  return studio
}

/** The studio without its page: state, commands and workers over whatever ports there are. */
export function assembleStudio({ ports, state, ...options }: StudioOptions): Studio {
  const store = createStudioStore(state)
  const history = createHistory(store)
  const models = createModels(store, ports.models)
  const sounds = createSounds()
  const session = createSession({ store, models, sounds, ports }, options)
  const suggestions = createSuggestions({ store, history, playback: session.playback, ports })
  const opening = createOpening({ store, history, session, suggestions, sounds, ports })
  const autosave = createAutosave(store, async (project) => {
    const picture = opening.source()
    if (picture) await ports.keep({ project, picture, sounds: sounds.of(project) })
  })
  const live = createLive({
    store,
    preview: session.preview,
    playback: session.playback,
    sounds,
    async keep(id, take) {
      const control = store.getState().project?.controls.find((one) => one.id === id)
      if (control?.kind === 'face') await commands.update(id, { ...withNewTake(control, take), alive: 0 })
    },
    say: (error) => commands.notify(errorNotice(error)),
  })
  const commands = createCommands({ store, history, session, opening, suggestions, models, sounds, live, ports })
  return {
    store,
    commands,
    get ready() {
      return session.engine.ready
    },
    start: opening.first,
    flush: autosave.flush,
  }
}

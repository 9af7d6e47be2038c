import { asKinoraError } from '../core/errors'
import type { Project } from '../project/project'
import { errorNotice } from './notices'
import type { StudioStore } from './store'

/** Milliseconds after a change; a series of changes is saved at this rate, so that a second is never exceeded. */
const delay = 500

export interface Autosave {
  /** Saves now what has not been saved. */
  flush(): Promise<void>
}

/**
 * Keeps the project where the next start finds it. `save` is never called while it runs; what
 * changes meanwhile is saved after it.
 */
export function createAutosave(store: StudioStore, save: (project: Project) => Promise<void>): Autosave {
  let timer: ReturnType<typeof setTimeout> | null = null
  let saved: Project | null = null
  /** Said once, and again only when it was tried on purpose. */
  let told = false
  let saving: Promise<void> | null = null

  const retry = () => {
    told = false
    void autosave.flush()
  }
  const work = async () => {
    for (;;) {
      const { project } = store.getState()
      if (!project || project === saved) break
      try {
        await save(project)
        saved = project
        told = false
      } catch (thrown) {
        const notice = errorNotice(asKinoraError(thrown), { key: 'action.retry', run: retry })
        store.setState(({ notices }) => ({ saved: 'failed', notices: told ? notices : [...notices, notice] }))
        told = true
        return
      }
    }
    store.setState({ saved: 'saved' })
  }
  const autosave: Autosave = {
    async flush() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      saving ??= work().finally(() => {
        saving = null
      })
      await saving
    },
  }
  store.subscribe((state, before) => {
    if (state.project === before.project || !state.project) return
    if (state.project === saved) return
    if (state.saved !== 'saving') store.setState({ saved: 'saving' })
    timer ??= setTimeout(() => void autosave.flush(), delay)
  })
  return autosave
}

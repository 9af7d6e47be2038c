import { type TemporalState, temporal } from 'zundo'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { initialState, type StudioState } from './state'

export type Saved = Pick<StudioState, 'project'>

export type StudioStore = StoreApi<StudioState> & { temporal: StoreApi<TemporalState<Saved>> }

/**
 * The page's state. Of it only `project` is remembered for undo, without a limit; it is replaced as a
 * whole by every change, so that comparing references is enough.
 */
export function createStudioStore(start: Partial<StudioState> = {}): StudioStore {
  const store = createStore<StudioState>()(
    temporal((): StudioState => ({ ...initialState, ...start }), {
      partialize: (state): Saved => ({ project: state.project }),
      equality: (past, current) => past.project === current.project,
    }),
  )
  store.temporal.subscribe(({ pastStates, futureStates }) => {
    const canUndo = pastStates.length > 0
    const canRedo = futureStates.length > 0
    const state = store.getState()
    if (state.canUndo !== canUndo || state.canRedo !== canRedo) store.setState({ canUndo, canRedo })
  })
  keepTidy(store)
  return store
}

/** What is of the moment follows the project: no selection of what is gone, no frame past the end. */
function keepTidy(store: StudioStore): void {
  store.subscribe((state, before) => {
    if (state.project === before.project) return
    const last = Math.max(0, (state.project?.settings.frameCount ?? 1) - 1)
    const selected = state.project?.controls.some((control) => control.id === state.selection) ?? false
    const change: Partial<StudioState> = {}
    if (state.frame > last) change.frame = last
    if (state.selection !== null && !selected) change.selection = null
    if (Object.keys(change).length > 0) store.setState(change)
  })
}

import type { Engine } from './engine'
import type { StudioStore } from './store'

/** Keeps `plan` in step: what a full render would take of the device, where a chosen model would draw it. */
export function createPlanning(store: StudioStore, engine: Engine): void {
  let era = 0
  const ask = async () => {
    const asked = ++era
    const { project, models, engine: now } = store.getState()
    const wanted = project?.settings.quality === 'full' && models.choice.renders !== null && now.status === 'ready'
    const plan = wanted ? await engine.ask((api) => api.plan(project)).catch(() => null) : null
    if (asked === era && store.getState().plan !== plan) store.setState({ plan })
  }
  store.subscribe((state, before) => {
    const same =
      state.project?.settings === before.project?.settings &&
      state.project?.picture === before.project?.picture &&
      state.models.choice === before.models.choice &&
      state.engine.status === before.engine.status
    if (!same) void ask()
  })
}

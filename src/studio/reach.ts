import type { Point } from '../core/geometry'
import type { Preview } from './preview'
import type { StudioStore } from './store'

/** Tints what a new path would move at the pointer: one question at a time, the latest place wins. */
export function createReach(store: StudioStore, preview: Preview): (at: Point | null) => void {
  let wish: Point | null = null
  let asking = false

  const work = async () => {
    asking = true
    while (wish) {
      const at: Point = wish
      wish = null
      try {
        const mask = await preview.ask((api) => api.reach(at.x, at.y))
        if (hovering) store.setState({ reach: { at, mask } })
      } catch {
        // No tint is no harm.
      }
    }
    asking = false
  }
  let hovering = false

  return (at) => {
    hovering = at !== null
    wish = at
    if (at === null) {
      if (store.getState().reach) store.setState({ reach: null })
    } else if (!asking && preview.open) void work()
  }
}

import type { Point } from '../core/geometry'
import type { Mask } from '../core/image'
import type { Preview } from './preview'
import type { Selecting } from './selecting'
import type { StudioStore } from './store'

/** Milliseconds for which the pointer has to rest before a thing is looked for under it. */
const pause = 60

/** Tints what a new path would move, or a click select, at the pointer: one question at a time, the latest place wins. */
export function createReach(store: StudioStore, preview: Preview, selecting: Selecting): (at: Point | null) => void {
  const maskAt = async (at: Point): Promise<Mask | null> => {
    if (!['region', 'clone'].includes(store.getState().tool)) return preview.ask((api) => api.reach(at.x, at.y))
    await new Promise((resolve) => setTimeout(resolve, pause))
    // What was found for another place must not stand under the pointer.
    return wish || !hovering ? null : selecting.glance(at)
  }
  let wish: Point | null = null
  let asking = false

  const work = async () => {
    asking = true
    while (wish) {
      const at: Point = wish
      wish = null
      try {
        const mask = await maskAt(at)
        if (mask && hovering && !wish) store.setState({ reach: { at, mask } })
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

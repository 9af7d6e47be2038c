import type { HintPlace, Influence } from '../core/influence'
import { placesKey } from './places'

/** Lists of places whose influence is kept, per picture. */
const mostKept = 24

/** What moves with the hints, asked of the engine ahead of time and kept by the list of places. */
export interface Influences {
  /** What is known now for these places; null: nothing yet. */
  known(places: readonly HintPlace[]): Influence | null
  /** Asks for these places, after what is being asked; of several wishes only the latest counts. */
  want(places: HintPlace[]): void
  /** Settles when no wish is open. */
  settled(): Promise<void>
  /** Forgets everything: another picture, or another engine. */
  forget(): void
}

export function createInfluences(
  ask: (places: HintPlace[]) => Promise<Influence>,
  onArrival: (influence: Influence) => void,
): Influences {
  const kept = new Map<string, Influence>()
  // Places for which no answer could be had are not asked for again until the picture or the engine changes.
  const refused = new Set<string>()
  let wish: HintPlace[] | null = null
  let asking: Promise<void> | null = null
  let era = 0

  const work = async () => {
    while (wish) {
      const places: HintPlace[] = wish
      const key = placesKey(places)
      const started = era
      wish = null
      try {
        const influence = await ask(places)
        if (started !== era) continue
        kept.set(key, influence)
        const oldest = kept.keys().next()
        if (kept.size > mostKept && !oldest.done) kept.delete(oldest.value)
        onArrival(influence)
      } catch {
        // The plain method goes on; what failed has been said by the engine.
        if (started === era) refused.add(key)
      }
    }
    asking = null
  }

  return {
    known: (places) => kept.get(placesKey(places)) ?? null,
    want(places) {
      const key = placesKey(places)
      if (places.length === 0 || kept.has(key) || refused.has(key)) {
        wish = null
        return
      }
      wish = places
      asking ??= work()
    },
    settled: () => asking ?? Promise.resolve(),
    forget() {
      era++
      kept.clear()
      refused.clear()
      wish = null
    },
  }
}

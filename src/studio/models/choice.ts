import type { ModelChoice } from './state'

const key = 'kinora.models'
const nothing: ModelChoice = { renders: null, clicks: null, faces: null }

/** Which models were chosen before. */
export function readChoice(kept: Storage | null): ModelChoice {
  try {
    const found = JSON.parse(kept?.getItem(key) ?? '{}') as Record<string, unknown>
    const one = (use: keyof ModelChoice) => (typeof found[use] === 'string' ? (found[use] as string) : null)
    return { renders: one('renders'), clicks: one('clicks'), faces: one('faces') }
  } catch {
    return nothing
  }
}

export function keepChoice(kept: Storage | null, choice: ModelChoice): void {
  try {
    kept?.setItem(key, JSON.stringify(choice))
  } catch {
    // A browser that keeps nothing uses what was chosen until it is closed.
  }
}

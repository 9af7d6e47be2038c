interface Slot {
  slot: string
  savedAt: number
}

interface Claim {
  /** Where this tab writes. */
  slot: string
  /** Where its work begins; null: nowhere. */
  source: string | null
  elsewhere: boolean
}

const prefix = 'kinora-slot-'

/** How long a tab that is reloaded may take to let go of its place. */
const patience = 400

/**
 * Finds this tab's place: the newest one that no tab holds. While another tab holds one, a new place that
 * begins with what the other last saved.
 */
export async function claimSlot(kept: readonly Slot[]): Promise<Claim> {
  const byAge = [...kept].sort((a, b) => b.savedAt - a.savedAt)
  let held = await heldSlots()
  for (let waited = 0; waited < patience && byAge.some(({ slot }) => held.has(slot)); waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    held = await heldSlots()
  }
  const busy = byAge.find(({ slot }) => held.has(slot))
  const newest = byAge[0]
  if (!busy && newest && (await hold(newest.slot))) return { slot: newest.slot, source: newest.slot, elsewhere: false }
  const slot = crypto.randomUUID()
  await hold(slot)
  return { slot, source: busy?.slot ?? newest?.slot ?? null, elsewhere: newest !== undefined }
}

async function heldSlots(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query()
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])))
}

/** Holds a place until the tab ends. False when another was faster. */
function hold(slot: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(prefix + slot, { ifAvailable: true }, (lock) => {
        resolve(lock !== null)
        return lock ? new Promise(() => {}) : undefined
      })
      .catch(reject)
  })
}

/** Runs work that no other tab does at the same time. */
export async function whileAlone(work: () => Promise<void>): Promise<void> {
  await navigator.locks.request('kinora-storage', work)
}

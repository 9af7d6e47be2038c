import type { Journal } from '../journal'
import type { Bank } from '../sampling/bank'
import { wavefront } from '../sampling/wavefront'
import type { WindowRule } from '../sampling/windows'
import type { Fills } from './fills'

/** Frames that have been begun, and those that are clean, when the runs before `next` have been done. */
export function before(count: number, steps: number, rule: WindowRule, next: number, first: number) {
  const begun = new Set<number>()
  const clean: number[] = []
  for (const { index, frames, ready, stepIndex } of wavefront(count, steps, rule)) {
    if (index >= next) break
    for (const frame of frames) if (frame >= first) begun.add(frame)
    if (stepIndex === steps - 1) clean.push(...ready.filter((frame) => frame >= first))
  }
  return { begun, clean }
}

/**
 * Takes over what an interrupted render has left; answers with the first run that is still to be done, 0
 * where there is nothing to go on from. Every frame that had been begun must be there, as latents or drawn.
 */
export async function takeOver(
  journal: Journal,
  fills: Fills,
  bank: Bank,
  of: {
    before(next: number): ReturnType<typeof before>
    indexOf(moment: number): number
    clean(frames: number[]): void
  },
): Promise<number> {
  const left = await journal.read()
  const drawn = await fills.onDisk()
  if (!left) {
    // A render that was finished leaves its pictures, and nothing to go on from.
    if (drawn.length < fills.moments.length) return 0
    fills.adopt(drawn)
    return Number.POSITIVE_INFINITY
  }
  const done = new Set(drawn.map(of.indexOf))
  const { begun, clean } = of.before(left.next)
  const gone = [...begun].filter((frame) => !left.states.has(frame))
  if (!gone.every((frame) => clean.includes(frame) && done.has(frame))) return 0
  fills.adopt(drawn)
  for (const [frame, state] of left.states) bank.restore(frame, state)
  of.clean(clean)
  return left.next
}

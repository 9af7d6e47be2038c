import type { Journal } from '../journal'
import type { Bank } from '../sampling/bank'
import type { Fills } from './fills'
import type { Work } from './touched'

/** Frames that are under way, those that are clean, and those not needed any more, when the runs before `next` have been done. */
export function before({ runs, wanted, lastOf }: Work, steps: number, next: number, first: number) {
  const begun = new Set<number>()
  const clean: number[] = []
  const over: number[] = []
  for (const { index, frames, ready, stepIndex } of runs) {
    if (index >= next) break
    for (const frame of frames) if (frame >= first) begun.add(frame)
    if (stepIndex === steps - 1) clean.push(...ready.filter((frame) => frame >= first && wanted.has(frame)))
    over.push(...overAfter({ wanted, lastOf }, index, first))
  }
  for (const frame of over) begun.delete(frame)
  return { begun, clean, over }
}

/** Frames that are not wanted themselves, and of which nothing is needed after a run. */
export function overAfter({ wanted, lastOf }: Pick<Work, 'wanted' | 'lastOf'>, index: number, first: number): number[] {
  return (lastOf.get(index) ?? []).filter((frame) => frame >= first && !wanted.has(frame))
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
    over(frames: number[]): void
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
  const { begun, clean, over } = of.before(left.next)
  const gone = [...begun].filter((frame) => !left.states.has(frame))
  if (!gone.every((frame) => clean.includes(frame) && done.has(frame))) return 0
  fills.adopt(drawn)
  for (const [frame, state] of left.states) bank.restore(frame, state)
  of.clean(clean)
  of.over(over)
  return left.next
}

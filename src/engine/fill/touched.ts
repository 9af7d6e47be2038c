import { digest } from '../kept'
import { type Run, wavefront } from '../sampling/wavefront'
import type { WindowRule } from '../sampling/windows'

/** How frames are drawn together. */
export interface Drawn {
  count: number
  steps: number
  rule: WindowRule
}

/**
 * A name for what each frame comes out as: frames with the same name are the same pictures, in whatever clip. A frame
 * depends on what the networks are told of it, and through the windows that it shares with others on all those; so names are
 * made as the frames are, run by run.
 * @param told names of what is told of each frame, with everything that all of them depend on
 */
export function frameNames({ count, steps, rule }: Drawn, told: (frame: number) => string): string[] {
  const own = Array.from({ length: count }, (_, frame) => nameOf(told(frame)))
  const names = [...own]
  const said = own.map((): string[] => [])
  for (const { frames, weights, stepIndex, ready } of wavefront(count, steps, rule)) {
    const run = nameOf([stepIndex, frames.map((frame, i) => [own[frame], names[frame], weights[i]])])
    frames.forEach((frame, i) => {
      said[frame]?.push(`${run} ${i}`)
    })
    // Where two windows meet, which of them spoke first does not matter but for the last bit: so it does.
    for (const frame of ready) names[frame] = nameOf([names[frame], said[frame]?.splice(0)])
  }
  return names
}

/** What has to be done so that some frames come out. */
export interface Work {
  /** Runs in their order. */
  runs: Run[]
  wanted: ReadonlySet<number>
  /** Frames of which nothing is needed after a run, by its index. */
  lastOf: ReadonlyMap<number, number[]>
}

/** The runs without which a frame that is wanted would not come out as it should. */
export function workFor({ count, steps, rule }: Drawn, wanted: ReadonlySet<number>): Work {
  // How many steps of each frame are needed.
  const needed = new Map([...wanted].map((frame) => [frame, steps]))
  const last = new Map<number, number>()
  const runs: Run[] = []
  for (const run of [...wavefront(count, steps, rule)].reverse()) {
    const { frames, stepIndex } = run
    if (!frames.some((frame) => (needed.get(frame) ?? 0) > stepIndex)) continue
    runs.push(run)
    for (const frame of frames) {
      needed.set(frame, Math.max(needed.get(frame) ?? 0, stepIndex))
      if (!last.has(frame)) last.set(frame, run.index)
    }
  }
  const lastOf = new Map<number, number[]>()
  for (const [frame, index] of last) lastOf.set(index, [...(lastOf.get(index) ?? []), frame])
  return { runs: runs.reverse(), wanted, lastOf }
}

function nameOf(value: unknown): string {
  return digest(new TextEncoder().encode(JSON.stringify(value)))
}

import { expect, it } from 'vitest'
import { type Run, wavefront } from '../sampling/wavefront'
import type { WindowRule } from '../sampling/windows'
import { frameNames, workFor } from './touched'

const rule: WindowRule = { size: 8, overlap: 3, pinned: false, shifted: true, weights: 'pyramid', looped: false }
const drawn = { count: 64, steps: 3, rule }

const touched = (from: number, to: number) => {
  const before = frameNames(drawn, (frame) => `told ${frame}`)
  const after = frameNames(drawn, (frame) => `told ${frame >= from && frame < to ? -frame : frame}`)
  return [...before.keys()].filter((frame) => before[frame] !== after[frame])
}

it('a change at the end touches no frame that shares no window with it, directly or through others', () => {
  const frames = touched(56, 64)
  // Windows of 8 frames in 3 steps: two neighbours' neighbours at most.
  expect(frames[0]).toBeGreaterThan(56 - 3 * 8)
  expect(frames.at(-1)).toBe(63)
  expect(frames).toHaveLength(64 - (frames[0] as number))
})

it('a change in the middle touches both sides, and every frame that was changed', () => {
  const frames = touched(30, 32)
  expect(frames).toEqual(expect.arrayContaining([30, 31]))
  expect(frames[0]).toBeGreaterThan(0)
  expect(frames.at(-1)).toBeLessThan(63)
})

it('names do not hang on the length of the clip, away from its end', () => {
  const told = (frame: number) => `told ${frame}`
  const [short, long] = [frameNames(drawn, told), frameNames({ ...drawn, count: 128 }, told)]
  expect(long.slice(0, 32)).toEqual(short.slice(0, 32))
})

it('needs all runs for all frames, none for none, and for some every run on which they hang', () => {
  const all = [...wavefront(drawn.count, drawn.steps, rule)]
  expect(workFor(drawn, new Set(Array(64).keys())).runs).toEqual(all)
  expect(workFor(drawn, new Set()).runs).toEqual([])
  const { runs, lastOf } = workFor(drawn, new Set([60, 61, 62, 63]))
  expect(runs.length).toBeLessThan(all.length / 2)
  const seen = new Set(runs.flatMap(({ frames }) => frames))
  expect([...lastOf.values()].flat().sort((a, b) => a - b)).toEqual([...seen].sort((a, b) => a - b))
})

it('leaves out only runs without which the same comes out', () => {
  const wanted = new Set([20, 21])
  const said = (runs: Iterable<Run>) => {
    // A frame is the sum of what its windows say; a window says something of all that it shows.
    const now = Array.from({ length: 64 }, (_, frame) => Math.sin(frame))
    const sums = new Array<number>(64).fill(0)
    for (const { frames, weights, ready, stepIndex } of runs) {
      const all = frames.reduce((sum, frame) => sum + (now[frame] as number), stepIndex)
      frames.forEach((frame, i) => {
        sums[frame] = (sums[frame] as number) + (weights[i] as number) * Math.cos(all + i)
      })
      for (const frame of ready) {
        now[frame] = sums[frame] as number
        sums[frame] = 0
      }
    }
    return [...wanted].map((frame) => now[frame])
  }
  const { runs } = workFor(drawn, wanted)
  expect(said(runs)).toEqual(said(wavefront(drawn.count, drawn.steps, rule)))
  for (const left of runs) expect(said(runs.filter((run) => run !== left))).not.toEqual(said(runs))
})

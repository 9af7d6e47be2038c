import { expect, it } from 'vitest'
import { wavefront, wavefrontCost } from './wavefront'
import { mofaWindows, planWindows, type WindowRule } from './windows'

const base: WindowRule = { size: 16, overlap: 4, pinned: false, shifted: true, weights: 'pyramid', looped: false }
const rules: Record<string, WindowRule> = {
  base,
  pinned: { ...base, pinned: true },
  looped: { ...base, looped: true },
  tight: { ...base, size: 2, overlap: 0 },
  mofa: mofaWindows,
}

it.each(Object.entries(rules))('%s: runs every window of every step once, when its frames are there', (_, rule) => {
  for (const frameCount of [1, 2, 16, 17, 40, 96]) {
    const steps = 5
    const level = new Array<number>(frameCount).fill(0)
    const seen = new Set<string>()
    let place = 0
    for (const run of wavefront(frameCount, steps, rule)) {
      expect(run.index).toBe(place++)
      for (const frame of run.frames) {
        if (rule.pinned && frame === 0 && frameCount > 1) continue
        expect(level[frame]).toBe(run.stepIndex)
      }
      for (const frame of run.ready) level[frame] = run.stepIndex + 1
      seen.add(`${run.stepIndex} ${run.frames}`)
    }
    const wanted = Array.from({ length: steps }, (_, step) => planWindows(frameCount, step, rule).length)
    expect(seen.size).toBe(wanted.reduce((sum, count) => sum + count, 0))
    expect(level.every((done) => done === steps)).toBe(true)
  }
})

it('finishes early frames early, in order', () => {
  const finished: number[] = []
  let runs = 0
  let first = 0
  for (const { stepIndex, ready } of wavefront(240, 4, base)) {
    runs++
    if (stepIndex < 3) continue
    if (finished.length === 0) first = runs
    finished.push(...ready)
  }
  expect(finished).toEqual(Array.from({ length: 240 }, (_, frame) => frame))
  expect(first).toBeLessThan(runs / 5)
})

it('holds no more frames for a long clip than for a short one', () => {
  const held = (frames: number) => wavefrontCost(frames, 4, base).mostUnderWay
  expect(held(256)).toBe(held(64))
  expect(held(1000)).toBe(held(64))
  expect(held(256)).toBeLessThan(64)
})

it('costs a frame as much in a long clip as in a short one, and at most six passes', () => {
  const passes = (frames: number, rule = base) => wavefrontCost(frames, 4, rule).framePasses / frames
  for (const frames of [24, 32, 48, 96, 256, 1000]) expect(passes(frames)).toBeLessThanOrEqual(6)
  expect(Math.abs(passes(256) / passes(32) - 1)).toBeLessThan(0.1)
  // Pinned frames counted, where a pack has them.
  expect(passes(96, rules.pinned)).toBeLessThanOrEqual(6.5)
})

it('does the same at the beginning whatever the length of the clip', () => {
  const beginning = (frames: number) =>
    [...wavefront(frames, 4, base)]
      .filter(({ frames: seen }) => Math.max(...seen) < 60)
      .map(({ stepIndex, frames: seen, weights }) => ({ stepIndex, seen, weights }))
  expect(beginning(256)).toEqual(beginning(120))
})

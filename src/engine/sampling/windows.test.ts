import { expect, it } from 'vitest'
import { bitReversed, mofaWindows, planWindows, type WindowRule } from './windows'

const base: WindowRule = { size: 16, overlap: 4, pinned: false, shifted: true, weights: 'pyramid', looped: false }
const rules: Record<string, WindowRule> = {
  base,
  pinned: { ...base, pinned: true },
  looped: { ...base, looped: true },
  flat: { ...base, weights: 'flat', shifted: false },
  tight: { ...base, size: 2, overlap: 0, pinned: true },
  'more overlap than fits': { ...base, size: 5, overlap: 9 },
  mofa: mofaWindows,
}
const lengths = [1, 2, 3, 5, 15, 16, 17, 24, 25, 26, 37, 96, 241]

it.each(Object.entries(rules))('%s: covers every frame at every step with weights that add up to 1', (_, rule) => {
  for (const length of lengths)
    for (let step = 0; step < 9; step++) {
      const windows = planWindows(length, step, rule)
      const sums = new Array<number>(length).fill(0)
      for (const { frames, weights } of windows) {
        expect(frames.length).toBeLessThanOrEqual(rule.size)
        expect(new Set(frames).size).toBe(frames.length)
        frames.forEach((frame, i) => {
          expect(weights[i]).toBeGreaterThan(0)
          sums[frame] = (sums[frame] ?? Number.NaN) + (weights[i] as number)
        })
      }
      expect(sums).toHaveLength(length)
      for (const sum of sums) expect(sum).toBeCloseTo(1, 12)
    }
})

it('needs one window for what fits into one', () => {
  for (const length of [1, 7, 16]) expect(planWindows(length, 3, base)).toHaveLength(1)
})

it('has frame 0 at the head of every window when it is pinned', () => {
  for (const { frames } of planWindows(96, 2, rules.pinned as WindowRule)) expect(frames[0]).toBe(0)
})

it('leaves no seam in one place from step to step', () => {
  const begins = (step: number) => planWindows(96, step, base).map(({ frames }) => frames[0])
  const inner = [0, 1, 2, 3].map((step) => begins(step).slice(1, -1))
  for (const begin of inner[0] as number[]) expect(inner.slice(1).every((list) => list.includes(begin))).toBe(false)
})

it('lets a loop run over its end', () => {
  const wrapped = planWindows(40, 1, rules.looped as WindowRule)
  expect(wrapped.some(({ frames }) => frames.some((frame, i) => frame === 0 && frames[i - 1] === 39))).toBe(true)
})

it('is what MOFA does: frame 0 and 24 others, 12 on from window to window', () => {
  const windows = planWindows(49, 5, mofaWindows)
  expect(windows.map(({ frames }) => [frames.length, frames[0], frames[1], frames.at(-1)])).toEqual([
    [25, 0, 1, 24],
    [25, 0, 13, 36],
    [25, 0, 25, 48],
  ])
  expect(windows[0]?.weights[1]).toBe(1)
  expect(windows[0]?.weights[20]).toBe(0.5)
  // What is left over is seen by one more window, pushed back: the last 24 frames.
  expect(planWindows(60, 0, mofaWindows).map(({ frames }) => frames[1])).toEqual([1, 13, 25, 36])
})

it('weighs the middle of a window most', () => {
  const [first, second] = planWindows(28, 0, { ...base, size: 16 })
  const shared = (second?.frames ?? []).filter((frame) => first?.frames.includes(frame))
  expect(shared).toEqual([12, 13, 14, 15])
  expect(shared.map((frame) => first?.weights[first.frames.indexOf(frame)])).toEqual(
    [4 / 5, 3 / 5, 2 / 5, 1 / 5].map((w) => expect.closeTo(w, 12)),
  )
})

it('mirrors the bits of a step', () => {
  expect([0, 1, 2, 3, 4, 5].map(bitReversed)).toEqual([0, 0.5, 0.25, 0.75, 0.125, 0.625])
})

import { expect, test } from 'vitest'
import { gifFrames } from './timing'

const rates = [8, 12, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60]
const counts = [1, 2, 7, 24, 96, 481]

test.each(rates.flatMap((fps) => counts.map((count) => [count, fps] as const)))('%i frames at %d fps', (count, fps) => {
  const frames = gifFrames(count, fps)
  const total = frames.reduce((sum, frame) => sum + frame.delay, 0)
  // A gif cannot show anything for less than 20 ms, which one frame of 60 fps would need.
  if (count / fps >= 0.02) expect(Math.abs(total / 100 - count / fps)).toBeLessThanOrEqual(0.01)
  for (const frame of frames) expect(frame.delay).toBeGreaterThanOrEqual(2)
  if (fps <= 50) expect(frames.map((frame) => frame.source)).toEqual(Array.from({ length: count }, (_, i) => i))
})

test('60 fps drops every sixth frame', () => {
  const sources = gifFrames(60, 60).map((frame) => frame.source)
  expect(sources).toHaveLength(50)
  const steps = sources.slice(1).map((source, index) => source - (sources[index] as number))
  expect(steps.filter((step) => step === 2)).toHaveLength(9)
  expect(steps.every((step) => step === 1 || step === 2)).toBe(true)
  // Never two dropped close together.
  const drops = sources.slice(1).filter((_, index) => steps[index] === 2)
  for (const [index, drop] of drops.slice(1).entries()) expect(drop - (drops[index] as number)).toBe(6)
})

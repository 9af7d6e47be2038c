import { expect, test } from 'vitest'
import { clipSpan, motionTime } from './timing'

const clip = (loop: 'none' | 'loop' | 'ping-pong' | 'eased') => ({ frameCount: 48, fps: 24, loop })

test('a clip played once ends where untimed paths end', () => {
  expect(motionTime(clip('none'), 47)).toBe(clipSpan(clip('none')))
})

test.each(['ping-pong', 'eased'] as const)(
  '%s starts at rest, turns at the end and comes back to the first frame',
  (loop) => {
    expect(motionTime(clip(loop), 0)).toBe(0)
    expect(motionTime(clip(loop), 24)).toBeCloseTo(clipSpan(clip(loop)), 12)
    expect(motionTime(clip(loop), 48)).toBeCloseTo(0, 12)
    for (let frame = 1; frame < 24; frame++)
      expect(motionTime(clip(loop), frame)).toBeCloseTo(motionTime(clip(loop), 48 - frame), 12)
  },
)

test('the eased loop turns gently: no step is larger than in its middle', () => {
  const steps = Array.from({ length: 24 }, (_, i) => motionTime(clip('eased'), i + 1) - motionTime(clip('eased'), i))
  expect(Math.max(...steps)).toBe(Math.max(steps[11] as number, steps[12] as number))
  expect(steps[0]).toBeLessThan((steps[12] as number) / 5)
})

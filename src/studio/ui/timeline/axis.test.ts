import { describe, expect, it } from 'vitest'
import { loopModes } from '../../../project/settings'
import { clipSpan, motionTime } from '../../../project/timing'
import { frameOfShare, shareOfFrame, shareOfTime, ticksOf, timeOfShare } from './axis'

const clip = { frameCount: 96, fps: 24, loop: 'none' as const }

it('finds the frame again that it has placed', () => {
  for (const frame of [0, 1, 47, 95]) expect(frameOfShare(clip, shareOfFrame(clip, frame))).toBe(frame)
  expect(frameOfShare(clip, -0.2)).toBe(0)
  expect(frameOfShare(clip, 1.2)).toBe(95)
})

describe.each(loopModes)('with the mode %s', (loop) => {
  const looped = { ...clip, loop }

  it('goes from a time to its place and back', () => {
    for (const time of [0, 0.5, 2, clipSpan(looped)])
      expect(timeOfShare(looped, shareOfTime(looped, time))).toBeCloseTo(time, 6)
  })

  it('places a moment where a frame shows it, within one frame', () => {
    for (const frame of [0, 10, 30, 47]) {
      const share = shareOfTime(looped, motionTime(looped, frame))
      expect(Math.abs(share - frame / clip.frameCount)).toBeLessThan(1.01 / clip.frameCount)
    }
  })
})

describe('the ruler', () => {
  it('names seconds far enough from each other to be read', () => {
    const width = 600
    const named = ticksOf(clip, width).filter(({ label }) => label !== null)
    expect(named[0]).toEqual({ frame: 0, label: 0 })
    for (let i = 1; i < named.length; i++)
      expect((((named[i]?.frame ?? 0) - (named[i - 1]?.frame ?? 0)) * width) / clip.frameCount).toBeGreaterThanOrEqual(
        60,
      )
  })

  it('stands even for a single frame', () => {
    expect(ticksOf({ frameCount: 1, fps: 24, loop: 'none' }, 600)).toHaveLength(1)
    expect(shareOfTime({ frameCount: 1, fps: 24, loop: 'none' }, 0)).toBe(0)
  })
})

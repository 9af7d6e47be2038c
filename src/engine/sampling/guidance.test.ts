import { expect, it } from 'vitest'
import { guidanceAt, isGuided } from './guidance'

it("is Stable Video Diffusion's ramp over 25 frames, and stays where it ends", () => {
  const svd = { least: 1, most: 3, window: 25 }
  expect([0, 12, 24, 25, 400].map((frame) => guidanceAt(svd, frame))).toEqual([1, 2, 3, 3, 3])
})

it('is no ramp where both ends are the same, and none at all at scale 1', () => {
  expect([0, 5, 90].map((frame) => guidanceAt({ least: 2, most: 2, window: 16 }, frame))).toEqual([2, 2, 2])
  expect(guidanceAt({ least: 1, most: 3, window: 1 }, 0)).toBe(3)
  expect(isGuided({ least: 1, most: 1, window: 16 })).toBe(false)
  expect(isGuided({ least: 1, most: 3, window: 16 })).toBe(true)
})

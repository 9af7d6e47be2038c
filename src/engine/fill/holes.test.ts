import * as v from 'valibot'
import { expect, it } from 'vitest'
import type { BackwardMap } from '../../motion/types'
import { generationSettings } from '../../project/settings'
import { cellsOf, momentsOf } from './holes'

const settings = (change: v.InferInput<typeof generationSettings>) => v.parse(generationSettings, change)

it('has one moment a frame where time only goes forward', () => {
  const moments = momentsOf(settings({ frameCount: 5, fps: 10 }))
  expect(moments.times).toEqual([0, 0.1, 0.2, 0.3, 0.4])
  expect(moments.ofFrame).toEqual([0, 1, 2, 3, 4])
})

it.each(['ping-pong', 'eased'] as const)('shows the moments of a %s there and back, each once', (loop) => {
  const clip = settings({ frameCount: 12, fps: 10, loop })
  const { times, frames, ofFrame } = momentsOf(clip, true)
  expect(times).toHaveLength(7)
  expect([...times].sort((a, b) => a - b)).toEqual(times)
  for (let frame = 0; frame < 12; frame++)
    expect(times[ofFrame[frame] as number]).toBeCloseTo(Math.min(frame, 12 - frame) / 10, 5)
  frames.forEach((frame, moment) => {
    expect(ofFrame[frame]).toBe(moment)
  })
})

it('gathers a backward map into cells: the middle of each reads, its uncovered part counts', () => {
  const map: BackwardMap = {
    width: 6,
    height: 3,
    layer: new Int16Array(18).fill(-1),
    source: new Float32Array(36),
    hole: new Float32Array(18),
  }
  // Picture of 60 by 30 pixels, two cells of 3 by 3 samples; the first reads itself, the second 12 pixels to the left.
  for (let y = 0; y < 3; y++)
    for (let x = 0; x < 6; x++) map.source.set([10 * x + 5 - (x > 2 ? 12 : 0), 10 * y + 5], 2 * (6 * y + x))
  for (const at of [3, 9, 15]) map.hole[at] = 1
  const { backward, hole } = cellsOf(map, { width: 2, height: 1 }, { width: 60, height: 30 })
  expect([...hole]).toEqual([0, expect.closeTo(1 / 3, 6)])
  expect([...backward]).toEqual([-0.5, 0, expect.closeTo((2 * 33) / 60 - 1, 6), 0])
})

import { expect, it } from 'vitest'
import { tinyManifest } from '../testing/tiny-video'
import { estimateVideo, planVideo, type VideoDemand } from './plan'

const megabyte = 2 ** 20
const manifest = tinyManifest()
// As heavy as true ones: three of the parts of a step take 1.2 GB each.
for (const graph of [manifest.graphs.control, manifest.graphs.unet])
  for (const part of graph.parts) part.memory = { weights: 1200 * megabyte, perCell: 30_000, perPair: 20 }

const demand = (change: Partial<VideoDemand> = {}): VideoDemand => ({
  manifest,
  settings: {
    ...{ seed: 0, steps: 25, sampler: 'euler', schedule: 'pack', decodeChunk: 8 },
    ...{ window: 25, overlap: 12, windows: 'pack' },
    ...{ controlScale: 0.6, landmarkScale: 1, motionBucket: 128 },
  },
  count: 25,
  size: { width: 512, height: 320 },
  ...change,
})
/** A device of which so many megabytes may be taken. */
const plan = (room: number, change: Partial<VideoDemand> = {}, buffer: number | null = null) =>
  planVideo(demand(change), { memory: (room / 0.6) * megabyte, buffer }, 'webgpu')

it('says whether all weights of a step fit together, or only one part after another', () => {
  const { together, inTurns } = plan(1)
  expect(together - inTurns).toBeGreaterThan(2390)
  expect(plan(together + 1)).toMatchObject({ way: 'together', lower: null })
  expect(plan(together - 2)).toMatchObject({ way: 'in-turns', lower: null })
  expect(plan(inTurns + 1)).toMatchObject({ way: 'in-turns', lower: null })
})

it('offers the largest size that fits, then a shorter window, then a draft', () => {
  const { inTurns } = plan(1)
  const smaller = plan(inTurns - 100)
  expect(smaller.way).toBe('no')
  const side = smaller.lower?.workingSide as number
  expect(side).toBeGreaterThanOrEqual(64)
  expect(side).toBeLessThan(512)
  const scale = side / 512
  const size = { width: side, height: Math.max(64, Math.round((320 * scale) / 64) * 64) }
  expect(plan(inTurns - 100, { size }).way).toBe('in-turns')
  const least = plan(1, { size: { width: 64, height: 64 } }).inTurns
  expect(plan(least - 2).lower).toMatchObject({ workingSide: 64, window: expect.any(Number) })
  expect(plan(10).lower).toEqual({ quality: 'draft' })
})

it('minds the largest buffer of the device', () => {
  const { tensor } = estimateVideo(demand())
  expect(plan(100_000, {}, tensor).way).toBe('together')
  expect(plan(100_000, {}, tensor - 1).way).toBe('no')
})

it('does not grow with the length past what is under way at once', () => {
  const bytes = (count: number) => estimateVideo(demand({ count })).beside
  expect(bytes(1000) / bytes(400)).toBeLessThan(1.05)
})

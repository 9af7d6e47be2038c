import { beforeAll, expect, it } from 'vitest'
import { openPackFolder } from '../../../tests/bench/node-engine'
import type { PackManifest } from '../../media/pack/contract'
import { type Demand, decodable, estimate, roomOf } from './budget'

const gigabyte = 2 ** 30
let manifest: PackManifest
beforeAll(async () => {
  manifest = (await openPackFolder('models/pocket')).manifest
})

const demand = (change: Partial<Demand> = {}): Demand => ({
  manifest,
  settings: { seed: 0, steps: 4, sampler: 'euler', window: 16, overlap: 4, looped: false },
  rule: { size: 16, overlap: 4, pinned: false, shifted: true, weights: 'pyramid', looped: false },
  count: 96,
  region: { width: 64, height: 64 },
  box: { width: 64, height: 64 },
  output: { width: 1024, height: 1024 },
  ...change,
})
const much = { memory: 16 * gigabyte, buffer: null }

it('grows with the size, and not with the number of frames past what is under way at once', () => {
  const bytes = (change: Partial<Demand>) => estimate(demand(change), 4).bytes
  expect(bytes({ count: 1000 }) / bytes({ count: 96 })).toBeCloseTo(1, 1)
  expect(bytes({ count: 8 })).toBeLessThan(bytes({ count: 96 }))
  expect(bytes({ region: { width: 128, height: 128 } })).toBeGreaterThan(2 * bytes({}))
})

it('lets a render through that fits, on an ordinary machine', () => {
  expect(decodable(demand(), { memory: 4 * gigabyte, buffer: null }, 'wasm', 512, 4)).toBe(4)
  expect(decodable(demand(), { memory: null, buffer: null }, 'wasm', 512, 4)).toBe(4)
})

it('decodes fewer frames at once before it asks for anything', () => {
  const large = { region: { width: 128, height: 128 }, box: { width: 128, height: 128 } }
  const needed = (chunk: number) => estimate(demand(large), chunk).bytes
  const room = (needed(1) + needed(4)) / 2
  expect(decodable(demand(large), { memory: room / 0.6, buffer: null }, 'node', 1024, 4)).toBeLessThan(4)
})

it('says what it would need, what is there, and a size that fits', () => {
  const limits = { memory: gigabyte, buffer: null }
  const large = { region: { width: 128, height: 128 }, box: { width: 128, height: 128 } }
  const refusal = catching(() => decodable(demand(large), limits, 'wasm', 1024, 4))
  expect(refusal).toMatchObject({ code: 'too-large', data: { available: 614 } })
  const side = refusal.data.workingSide as number
  expect(side).toBeLessThan(1024)
  const by = side / 1024
  const smaller = { width: 128 * by, height: 128 * by }
  expect(decodable(demand({ region: smaller, box: { ...smaller } }), limits, 'wasm', side, 4)).toBeGreaterThan(0)
})

it('offers a draft where no size of the networks fits', () => {
  const refusal = catching(() => decodable(demand(), { memory: 2 ** 24, buffer: null }, 'wasm', 512, 4))
  expect(refusal).toMatchObject({ code: 'too-large', data: { quality: 'draft' } })
})

it('minds the largest buffer of the device', () => {
  expect(catching(() => decodable(demand(), { ...much, buffer: 2 ** 22 }, 'webgpu', 512, 4))).toMatchObject({
    code: 'too-large',
  })
})

it('takes no more than WebAssembly addresses', () => {
  expect(roomOf(much, 'wasm')).toBe(3.5 * gigabyte)
  expect(roomOf(much, 'webgpu')).toBeCloseTo(9.6 * gigabyte)
})

function catching(work: () => unknown): { code: string; data: Record<string, unknown> } {
  try {
    work()
  } catch (thrown) {
    return thrown as { code: string; data: Record<string, unknown> }
  }
  throw new Error('nothing was thrown')
}

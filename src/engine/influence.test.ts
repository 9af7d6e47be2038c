import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeRuntime } from '../../tests/bench/node-engine'
import { createPicture } from '../core/image'
import { influenceOf } from './influence'
import { workingSize } from './latents'
import type { Runtime } from './runtime/runtime'
import { Scene } from './scene'
import { motionSize } from './seen'

let runtime: Runtime
beforeAll(async () => {
  runtime = await nodeRuntime()
})
afterAll(() => runtime.close())

const still = createPicture(120, 80)
still.data.fill(128)
const places = [
  { x: 0.3, y: 0.4, moving: true },
  { x: 0.8, y: 0.6, moving: false },
]

it('asks the motion graph where it is wanted: one map a hint, at most 1 together', async () => {
  const found = await influenceOf(runtime, still, places, { learned: true })
  expect(found).toMatchObject({ method: 'learned', count: 2, width: 128, height: 80 })
  const area = found.width * found.height
  expect(found.maps).toHaveLength(2 * area)
  for (let i = 0; i < area; i++) {
    const sum = (found.maps[i] as number) + (found.maps[area + i] as number)
    expect(sum).toBeGreaterThanOrEqual(0)
    expect(sum).toBeLessThanOrEqual(1.0001)
  }
})

it('looks at a picture once, wherever hints are put', async () => {
  const scene = new Scene(still, still)
  runtime.ledger.mark()
  await scene.influence(runtime, places)
  await scene.influence(runtime, places.slice(1))
  expect(runtime.ledger.report().runs).toMatchObject({ 'motion-encoder': 1, motion: 2 })
})

it('asks about a path that is alone once more, and about several once', async () => {
  const square = createPicture(240, 160)
  for (let i = 0; i < 240 * 160; i++) {
    const inside = i % 240 > 60 && i % 240 < 160 && i > 240 * 30 && i < 240 * 130
    square.data.set(inside ? [220, 40, 30, 255] : [90, 120, 140, 255], 4 * i)
  }
  const runs = async (moving: boolean) => {
    runtime.ledger.mark()
    const corner = { x: 0.3, y: 0.3, moving: true }
    const found = await new Scene(square, square).influence(runtime, [corner, { x: 0.6, y: 0.7, moving }])
    expect(found.count).toBe(2)
    expect(Math.max(...found.maps)).toBeLessThanOrEqual(1)
    return runtime.ledger.report().runs.motion
  }
  expect(await runs(false)).toBe(2)
  expect(await runs(true)).toBe(1)
  runtime.ledger.mark()
  await new Scene(square, square).influence(runtime, [{ x: 0.3, y: 0.3, moving: true }], true)
  expect(runtime.ledger.report().runs.motion).toBe(1)
})

it('uses the plain method where the pack says so, and where there are more hints than the graph takes', async () => {
  expect((await influenceOf(runtime, still, places, { learned: false })).method).toBe('plain')
  const many = Array.from({ length: 40 }, (_, i) => ({ x: i / 40, y: 0.5, moving: true }))
  expect(await influenceOf(runtime, still, many, { learned: true })).toMatchObject({ method: 'plain', count: 40 })
})

it('works at sizes that the pack can take', () => {
  const { manifest } = runtime.pack
  expect(motionSize({ width: 4000, height: 3000 }, manifest.motion)).toEqual({ width: 256, height: 192 })
  expect(workingSize({ width: 1280, height: 800 }, 512, manifest.latents)).toEqual({ width: 512, height: 320 })
  expect(workingSize({ width: 3000, height: 100 }, 512, manifest.latents)).toEqual({ width: 512, height: 64 })
  expect(workingSize({ width: 20, height: 20 }, 64, manifest.latents)).toEqual({ width: 64, height: 64 })
})

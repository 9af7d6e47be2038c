import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeRuntime } from '../../tests/bench/node-engine'
import { createPicture } from '../core/image'
import type { Runtime } from './runtime/runtime'
import { Scene } from './scene'

let runtime: Runtime
beforeAll(async () => {
  runtime = await nodeRuntime()
})
afterAll(() => runtime.close())

const size = { width: 192, height: 144 }

/** A red disc on a blue ground. */
function disc() {
  const still = createPicture(size.width, size.height)
  for (let i = 0; i < size.width * size.height; i++) {
    const inside = Math.hypot((i % size.width) - 60, Math.floor(i / size.width) - 72) < 30
    still.data.set(inside ? [220, 40, 30, 255] : [60, 90, 200, 255], 4 * i)
  }
  return still
}

const on = { x: 60 / 192, y: 0.5, moving: true }
const beside = { x: 150 / 192, y: 0.5, moving: false }

it('takes the thing that was clicked, not what was clicked away', async () => {
  const scene = new Scene(disc(), size)
  const thing = await scene.thing(runtime, [on, beside])
  if (!thing) throw new Error('the pack has no segment graph')
  expect(thing).toMatchObject(size)
  const at = ({ x, y }: { x: number; y: number }) =>
    thing.data[Math.floor(y * thing.height) * thing.width + Math.floor(x * thing.width)] as number
  expect(at(on)).toBeGreaterThan(0.8)
  expect(at(beside)).toBeLessThan(0.2)
})

it('looks at a picture once, however often it is clicked', async () => {
  const scene = new Scene(disc(), size)
  runtime.ledger.mark()
  await scene.thing(runtime, [on])
  await scene.thing(runtime, [on, beside])
  expect(runtime.ledger.report().runs).toMatchObject({ 'segment-encoder': 1, segment: 2 })
})

it('says nothing where there is nothing to say it of', async () => {
  expect(await new Scene(disc(), size).thing(runtime, [])).toBeNull()
})

import { expect, it } from 'vitest'
import { createPicture } from '../core/image'
import type { ThingManifest } from '../media/pack/converted'
import { Ledger } from './runtime/ledger'
import type { OrtTensor } from './runtime/ort'
import { Held, type HostTensor } from './runtime/tensor'
import { Things } from './things'

/** Parts whose mask is 1 where any click lies, and what was asked of them. */
function someParts() {
  const asked: string[] = []
  const ledger = new Ledger()
  let alive = 0
  const held = (shape: number[], data: Float32Array) => {
    alive++
    const dispose = () => alive--
    const tensor = { dims: shape, type: 'float32', location: 'gpu-buffer', getData: async () => data, dispose }
    return new Held(tensor as unknown as OrtTensor, ledger)
  }
  const manifest = { segment: { longSide: 64, multiple: 16, maxClicks: 3 } } as ThingManifest
  const parts = {
    manifest,
    async run(graph: string, inputs: Record<string, HostTensor | Held>) {
      asked.push(graph)
      if (graph === 'segment-encoder') {
        const [, , h, w] = (inputs.picture as HostTensor).shape as [number, number, number, number]
        return { seen: held([1, 1, 1, 1], new Float32Array(1)), frame: held([1, 1, h, w], new Float32Array(h * w)) }
      }
      const [, , h, w] = (inputs.frame as Held).shape as [number, number, number, number]
      const { shape, data } = inputs.clicks as HostTensor
      const mask = new Float32Array(h * w)
      for (let i = 0; i < (shape[0] as number); i++)
        mask[Math.floor((data[3 * i + 1] as number) * h) * w + Math.floor((data[3 * i] as number) * w)] = 1
      return { mask: held([1, 1, h, w], mask) }
    },
    async close() {},
  }
  const things = new Things(parts as unknown as ConstructorParameters<typeof Things>[0])
  return { things, asked, alive: () => alive }
}

const click = { x: 0.5, y: 0.25, moving: true }

it('looks at a picture once, whatever is clicked on it, and answers at the size that the pack sees', async () => {
  const { things, asked } = someParts()
  const still = createPicture(40, 20)
  const found = await things.under(still, [click])
  expect(found).toMatchObject({ width: 64, height: 32 })
  expect(found?.data[8 * 64 + 32]).toBe(1)
  await things.under(still, [click, { ...click, moving: false }])
  expect(asked).toEqual(['segment-encoder', 'segment', 'segment'])
})

it('lets go of what it saw when another picture comes, and in the end', async () => {
  const { things, asked, alive } = someParts()
  for (const still of [createPicture(64, 64), createPicture(64, 64)]) await things.under(still, [click])
  expect(asked.filter((graph) => graph === 'segment-encoder').length).toBe(2)
  expect(alive()).toBe(2)
  await things.close()
  expect(alive()).toBe(0)
})

it('has no answer for more clicks than the pack takes', async () => {
  const { things, asked } = someParts()
  expect(await things.under(createPicture(64, 64), Array(4).fill(click))).toBeNull()
  expect(asked).toEqual([])
})

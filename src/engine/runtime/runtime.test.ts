import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeOrt, nodeRuntime, openPackFolder } from '../../../tests/bench/node-engine'
import { Runtime } from './runtime'
import { hostTensor } from './tensor'

let runtime: Runtime
beforeAll(async () => {
  runtime = await nodeRuntime()
})
afterAll(() => runtime.close())

const picture = (width = 64, height = 48) => {
  const tensor = hostTensor([1, 3, height, width])
  for (let i = 0; i < tensor.data.length; i++) tensor.data[i] = Math.sin(i / 7)
  return tensor
}

it('runs a graph of the pack and counts the run, its time and its bytes', async () => {
  runtime.ledger.mark()
  const { latents } = await runtime.run('encoder', { picture: picture() }, ['latents'])
  expect(latents.shape).toEqual([1, 16, 6, 8])
  expect(runtime.ledger.heldBytes).toBe(4 * 16 * 6 * 8)
  const { data } = await latents.take()
  expect(data.some((value) => value !== 0)).toBe(true)
  const report = runtime.ledger.report()
  expect(runtime.ledger.heldBytes).toBe(0)
  expect(report.runs).toEqual({ encoder: 1 })
  expect(report.graphMilliseconds).toBeGreaterThan(0)
  expect(report.peakTensorBytes).toBe(4 * 3 * 48 * 64 + 4 * 16 * 6 * 8)
})

it('answers calls that come at once one after another, at any size', async () => {
  const sizes = [64, 80, 96, 64]
  const shapes = await Promise.all(
    sizes.map(async (width) => {
      const { latents } = await runtime.run('encoder', { picture: picture(width) }, ['latents'])
      latents.dispose()
      return latents.shape[3]
    }),
  )
  expect(shapes).toEqual([8, 10, 12, 8])
})

it('refuses inputs that do not fit the pack, and goes on working', async () => {
  const latents = hostTensor([2, 15, 4, 4])
  await expect(runtime.run('decoder', { latents }, ['pictures'])).rejects.toMatchObject({ code: 'internal' })
  const fitting = hostTensor([2, 16, 4, 4])
  const { pictures } = await runtime.run('decoder', { latents: fitting }, ['pictures'])
  expect((await pictures.take()).shape).toEqual([2, 3, 32, 32])
})

it('forgets a session that could not be made, so that the next call tries again', async () => {
  const pack = await openPackFolder('models/pocket')
  let failures = 1
  const unlucky = {
    ...nodeOrt,
    InferenceSession: {
      create: (...given: Parameters<typeof nodeOrt.InferenceSession.create>) =>
        failures-- > 0 ? Promise.reject(new Error('std::bad_alloc')) : nodeOrt.InferenceSession.create(...given),
    },
  }
  const again = new Runtime({ ort: unlucky, pack, provider: 'node' })
  await expect(again.run('encoder', { picture: picture() }, ['latents'])).rejects.toMatchObject({
    code: 'out-of-memory',
    data: { graph: 'encoder', restart: 'worker' },
  })
  const { latents } = await again.run('encoder', { picture: picture() }, ['latents'])
  expect(latents.shape[0]).toBe(1)
  latents.dispose()
  await again.close()
})

it('ends a call that is under way, and all later ones, when the device is lost', async () => {
  const pack = await openPackFolder('models/pocket')
  let lose = (_: GPUDeviceLostInfo) => {}
  const device = { lost: new Promise<GPUDeviceLostInfo>((resolve) => (lose = resolve)) } as GPUDevice
  const hanging = { ...nodeOrt, InferenceSession: { create: () => new Promise<never>(() => {}) } }
  const lost = new Runtime({ ort: hanging, pack, provider: 'webgpu', device })
  const pending = lost.run('encoder', { picture: picture() }, ['latents'])
  lose({ reason: 'unknown', message: 'pulled out' } as GPUDeviceLostInfo)
  await expect(pending).rejects.toMatchObject({ code: 'device-lost', data: { message: 'pulled out' } })
  await expect(lost.run('encoder', { picture: picture() }, ['latents'])).rejects.toMatchObject({ code: 'device-lost' })
})

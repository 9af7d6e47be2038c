import { expect, it } from 'vitest'
import { isSoftware } from '../../core/adapter'
import { chooseProvider, chooseThreads } from './provider'

const names = { vendor: 'nvidia', architecture: 'hopper', description: '', isFallbackAdapter: false }
const swiftshader = { ...names, vendor: 'google', architecture: 'swiftshader' }

/** A browser's gpu with one adapter, or none. */
function gpu(info: typeof names | null, features: string[] = []): { gpu: GPU; asked: GPUDeviceDescriptor[] } {
  const asked: GPUDeviceDescriptor[] = []
  const adapter = {
    info,
    features: new Set(features),
    limits: { maxBufferSize: 1 << 30, maxStorageBufferBindingSize: 1 << 30 },
    requestDevice: async (descriptor: GPUDeviceDescriptor) => {
      asked.push(descriptor)
      return { label: 'device' }
    },
  }
  return { gpu: { requestAdapter: async () => (info ? adapter : null) } as unknown as GPU, asked }
}

it('takes WebGPU on a real adapter, with its large buffers', async () => {
  const { gpu: real, asked } = gpu(names, ['shader-f16'])
  const chosen = await chooseProvider('auto', real)
  expect(chosen).toMatchObject({ provider: 'webgpu', softwareAdapter: false, device: { label: 'device' } })
  expect(asked[0]?.requiredFeatures).toEqual(['shader-f16'])
  expect(asked[0]?.requiredLimits).toMatchObject({ maxBufferSize: 1 << 30 })
})

it('passes a software adapter over, and says so, unless WebGPU is asked for by name', async () => {
  const software = gpu(swiftshader).gpu
  expect(await chooseProvider('auto', software)).toEqual({ provider: 'wasm', softwareAdapter: true, device: null })
  expect((await chooseProvider('webgpu', software)).provider).toBe('webgpu')
  expect(isSoftware({ ...names, isFallbackAdapter: true })).toBe(true)
  expect(isSoftware({ ...names, description: 'llvmpipe (LLVM 15.0.7, 256 bits)' })).toBe(true)
  expect(isSoftware(names)).toBe(false)
})

it('is WASM without an adapter, and when asked for', async () => {
  expect(await chooseProvider('auto', gpu(null).gpu)).toEqual({
    provider: 'wasm',
    softwareAdapter: false,
    device: null,
  })
  expect((await chooseProvider('wasm', gpu(names).gpu)).provider).toBe('wasm')
  await expect(chooseProvider('webgpu', gpu(null).gpu)).rejects.toMatchObject({ code: 'provider-unavailable' })
})

it('uses threads only where memory can be shared', () => {
  expect(chooseThreads(undefined, false, 16)).toBe(1)
  expect(chooseThreads(undefined, true, 2)).toBe(2)
  expect(chooseThreads(undefined, true, 64)).toBe(8)
  expect(chooseThreads(3, true, 16)).toBe(3)
  expect(chooseThreads(3, false, 16)).toBe(1)
})

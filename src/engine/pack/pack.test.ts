import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { type FetchFile, openPack } from './pack'
import { bindDimensions } from './shapes'

const fromDisk: FetchFile = async (path) => {
  const bytes = await readFile(`models/pocket/${path}`).catch(() => null)
  return bytes && new Uint8Array(bytes)
}

it('reads every graph of the pocket pack, as its hashes say', async () => {
  const pack = await openPack(fromDisk)
  for (const name of ['encoder', 'motion', 'condition', 'unet', 'decoder'] as const)
    expect((await pack.read(name)).length).toBe(pack.graph(name).files[0]?.bytes)
  expect(pack.has('fill') && pack.has('influence')).toBe(true)
})

it('refuses a graph of which one bit is another, and one that is cut short', async () => {
  const spoilt = await openPack(async (path) => {
    const bytes = await fromDisk(path)
    if (bytes && path === 'unet.onnx') bytes[1000] = (bytes[1000] as number) ^ 1
    return path === 'decoder.onnx' ? (bytes?.slice(0, -1) ?? null) : bytes
  })
  await expect(spoilt.read('unet')).rejects.toMatchObject({ code: 'pack-hash', data: { file: 'unet.onnx' } })
  await expect(spoilt.read('decoder')).rejects.toMatchObject({ code: 'pack-hash', data: { file: 'decoder.onnx' } })
  await expect(spoilt.read('encoder')).resolves.toBeTruthy()
})

it('says which file is missing', async () => {
  await expect(openPack(async () => null)).rejects.toMatchObject({ code: 'pack-missing', data: { file: 'pack.json' } })
  const pack = await openPack(async (path) => (path === 'pack.json' ? fromDisk(path) : null))
  await expect(pack.read('motion')).rejects.toMatchObject({ code: 'pack-missing', data: { file: 'motion.onnx' } })
})

it('binds symbols to what the inputs are, and refuses what contradicts', async () => {
  const condition = (await openPack(fromDisk)).graph('condition')
  const shapes = { picture: [1, 3, 320, 512], plate: [1, 3, 320, 512], backward: [5, 40, 64, 2], hole: [5, 1, 40, 64] }
  expect(bindDimensions(condition, shapes)).toEqual({
    H: 320,
    W: 512,
    T: 5,
    'H/8': 40,
    'W/8': 64,
    'H/16': 20,
    'W/16': 32,
  })
  expect(() => bindDimensions(condition, { ...shapes, hole: [5, 1, 40, 63] })).toThrow(/hole/)
  expect(() => bindDimensions(condition, { ...shapes, plate: [1, 4, 320, 512] })).toThrow(/plate/)
})

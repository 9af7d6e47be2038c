import { expect, it } from 'vitest'
import type { ConvertedPart } from '../../media/pack/converted'
import { expand, type Layout } from './expand'
import { expandPiece, type Read } from './pieces'
import { readWeights } from './weights'

const stored = Uint8Array.from({ length: 512 }, (_, i) => (i * 37) % 251)
const layout: Layout = [
  ['raw', 0, 0, 1, 40],
  ['int8-float', 64, 64, 2, 24],
  ['half', 128, 256, 1, 16],
  ['int8-half', 192, 320, 4, 8],
]
const length = 384

/** Reads a file's bytes, and remembers how many were asked for at a time. */
function noted(bytes: Uint8Array<ArrayBuffer>): { read: Read; asked: number[] } {
  const asked: number[] = []
  return {
    asked,
    read: (from, to) => {
      asked.push(to - from)
      return bytes.slice(from, to)
    },
  }
}

it.each([
  [0, 384],
  [64, 256],
  [256, 320],
  [320, 384],
  [10, 30],
  [100, 300],
  [40, 64],
])('gives bytes %d to %d as of the whole file', (from, to) => {
  const { read } = noted(stored)
  expect(expandPiece(read, layout, from, to)).toEqual(expand(stored, layout, length).slice(from, to))
})

const part = (expands: boolean): ConvertedPart => ({
  name: 'some',
  model: { path: 'some.onnx', bytes: 3, sha256: '' },
  data: [
    {
      location: 'w',
      path: 'w.bin',
      bytes: stored.length,
      sha256: '',
      ...(expands && {
        expands: {
          bytes: length,
          layout: { path: 'w.json', bytes: JSON.stringify(layout).length, sha256: '' },
        },
      }),
    },
  ],
  inputs: {},
  outputs: {},
  memory: { weights: 0, perCell: 0, perPair: 0 },
})
const files: Record<string, Blob> = {
  'some.onnx': new Blob(['abc']),
  'w.bin': new Blob([stored]),
  'w.json': new Blob([JSON.stringify(layout)]),
}
const open = async (path: string) => files[path] ?? null

it.each([true, false])(
  'hands weights on tensor by tensor, and nothing before it is asked for; expanded: %s',
  async (expands) => {
    const { read, asked } = noted(stored)
    const { external } = await readWeights(open, part(expands), () => read)
    const [file] = external
    expect(file?.data.byteLength).toBe(expands ? length : stored.length)
    expect(asked).toEqual([])
    const wanted = expands ? expand(stored, layout, length) : stored
    for (const [from, to] of [
      [64, 256],
      [0, 40],
    ] as const)
      expect([...(file?.data.subarray(from, to) ?? [])]).toEqual([...wanted.subarray(from, to)])
    // As much is read as a tensor takes in the file, for each.
    expect(asked).toEqual(expands ? [56, 40] : [192, 40])
  },
)

it('reads files as a whole where nothing can be read at once', async () => {
  const { external } = await readWeights(open, part(true), null)
  expect([...(external[0]?.data ?? [])]).toEqual([...expand(stored, layout, length)])
})

it('says which file was changed since, before and while it is read', async () => {
  const shorter = async (path: string) => (path === 'w.bin' ? new Blob([stored.subarray(1)]) : open(path))
  await expect(readWeights(shorter, part(true), () => noted(stored).read)).rejects.toMatchObject({ code: 'pack-hash' })
  const table = JSON.stringify([...layout.slice(0, 3), ['int8-half', 192, 320, 4, 99]])
  const other = async (path: string) => (path === 'w.json' ? new Blob([table]) : open(path))
  const asked = part(true)
  for (const it of asked.data) if (it.expands) it.expands.layout.bytes = table.length
  await expect(readWeights(other, asked, () => noted(stored).read)).rejects.toMatchObject({
    code: 'pack-hash',
    data: { file: 'w.bin' },
  })

  const gone = new DOMException('the file has gone', 'NotFoundError')
  const weights = await readWeights(open, part(false), () => () => {
    throw gone
  })
  expect(() => weights.external[0]?.data.subarray(0, 4)).toThrow(gone)
  expect(weights.failure).toMatchObject({ code: 'pack-missing', data: { file: 'w.bin' } })
})

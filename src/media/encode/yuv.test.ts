import { expect, test } from 'vitest'
import { createPicture } from '../../core/image'
import { createYuv, toYuv } from './yuv'

function flat(width: number, height: number, [r, g, b, a]: readonly [number, number, number, number]) {
  const picture = createPicture(width, height)
  for (let i = 0; i < picture.data.length; i += 4) picture.data.set([r, g, b, a], i)
  return picture
}

// The colour bars of ITU-R BT.709 in eight bits, limited range: Y, Cb, Cr.
test.each([
  ['white', [255, 255, 255, 255], [235, 128, 128]],
  ['black', [0, 0, 0, 255], [16, 128, 128]],
  ['red', [255, 0, 0, 255], [63, 102, 240]],
  ['green', [0, 255, 0, 255], [173, 42, 26]],
  ['blue', [0, 0, 255, 255], [32, 240, 118]],
  ['yellow', [255, 255, 0, 255], [219, 16, 138]],
  ['cyan', [0, 255, 255, 255], [188, 154, 16]],
  ['magenta', [255, 0, 255, 255], [78, 214, 230]],
] as const)('BT.709 in limited range: %s', (_, rgba, [y, u, v]) => {
  const out = createYuv(4, 2)
  toYuv(flat(4, 2, rgba), out, [0, 0, 0])
  expect([...out.data]).toEqual([...Array(8).fill(y), u, u, v, v])
})

test('an odd side repeats its last row and column', () => {
  const picture = createPicture(3, 3)
  for (let i = 0; i < 9; i++) picture.data.set([i * 25, i * 25, i * 25, 255], i * 4)
  const out = createYuv(3, 3)
  toYuv(picture, out, [0, 0, 0])
  expect([out.width, out.height]).toEqual([4, 4])
  const rows = [0, 1, 2, 3].map((row) => [...out.data.subarray(row * 4, row * 4 + 4)])
  for (const row of rows) expect(row[3]).toBe(row[2])
  expect(rows[3]).toEqual(rows[2])
  expect(new Set(out.data.subarray(0, 16)).size).toBe(9)
})

test('what is seen through shows the background', () => {
  const out = createYuv(2, 2)
  toYuv(flat(2, 2, [90, 10, 200, 0]), out, [255, 255, 255])
  expect([...out.data]).toEqual([235, 235, 235, 235, 128, 128])
})

test('a dithered luma is right over two frames, and hardly a pixel of a picture stays the same', () => {
  const picture = createPicture(64, 64)
  for (let i = 0; i < picture.data.length; i++) picture.data[i] = i % 4 === 3 ? 255 : (i * 7919) % 251
  const [plain, even, odd] = [createYuv(64, 64), createYuv(64, 64), createYuv(64, 64)]
  toYuv(picture, plain, [0, 0, 0])
  toYuv(picture, even, [0, 0, 0], 0)
  toYuv(picture, odd, [0, 0, 0], 1)
  const luma = (frame: { data: Uint8Array }) => [...frame.data.subarray(0, 64 * 64)]
  const changed = luma(even).filter((value, i) => value !== odd.data[i]).length
  expect(changed).toBeGreaterThan(0.7 * 64 * 64)
  const off = luma(plain).map((value, i) => ((even.data[i] as number) + (odd.data[i] as number)) / 2 - value)
  expect(Math.max(...off.map(Math.abs))).toBeLessThanOrEqual(0.5)
  expect(Math.abs(off.reduce((sum, value) => sum + value, 0) / off.length)).toBeLessThan(0.02)
  expect(even.data.subarray(64 * 64)).toEqual(plain.data.subarray(64 * 64))
})

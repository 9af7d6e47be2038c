import { expect, it } from 'vitest'
import { expand, parseLayout, toHalf } from './expand'

it.each([
  [0, 0],
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65520, 0x7c00],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [2 ** -26, 0],
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [2 ** -14 - 2 ** -26, 0x0400],
  [0.1, 0x2e66],
])('rounds %d to the nearest half', (value, bits) => {
  expect(toHalf(value)).toBe(bits)
})

it('expands rows of bytes by their scales, halves to floats, and copies the rest', () => {
  const stored = new Uint8Array(256)
  stored.set([1, 2, 3], 0)
  new Float32Array(stored.buffer, 64, 2).set([0.5, 2])
  new Int8Array(stored.buffer, 72, 4).set([1, -127, 3, -1])
  new Uint16Array(stored.buffer, 128, 2).set([0x3c00, 0xc000])
  const layout = parseLayout(
    'weights.json',
    '[["raw",0,0,1,3],["int8-float",64,64,2,2],["half",128,128,1,2],["int8-half",64,192,2,2]]',
  )
  const made = expand(stored, layout, 256)
  expect([...made.subarray(0, 4)]).toEqual([1, 2, 3, 0])
  expect([...new Float32Array(made.buffer, 64, 4)]).toEqual([0.5, -63.5, 6, -2])
  expect([...new Float32Array(made.buffer, 128, 2)]).toEqual([1, -2])
  expect([...new Uint16Array(made.buffer, 192, 4)]).toEqual([toHalf(0.5), toHalf(-63.5), toHalf(6), toHalf(-2)])
})

it('refuses a table that is no table, and one that reaches past its file', () => {
  expect(() => parseLayout('weights.json', '[["int4",0,0,1,1]]')).toThrow(
    expect.objectContaining({ code: 'pack-field', data: expect.objectContaining({ field: 'weights.json.0.0' }) }),
  )
  expect(() => expand(new Uint8Array(64), [['int8-float', 0, 0, 4, 64]], 1024)).toThrow(RangeError)
})

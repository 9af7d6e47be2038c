import { expect, it } from 'vitest'
import { flowAtScale, splat } from './splat'

const size = { width: 4, height: 3 }
const feature = Float32Array.from({ length: 12 }, (_, i) => i + 1)
const moved = (x: number, y: number) => {
  const flow = new Float32Array(24).fill(x, 0, 12).fill(y, 12)
  const out = new Float32Array(12)
  splat(feature, flow, size, out)
  return [...out]
}
const rounded = (values: number[]) => values.map((value) => Math.round(1e4 * value) / 1e4)

it('leaves a feature alone that nothing moves', () => {
  expect(rounded(moved(0, 0))).toEqual([...feature])
})

it('carries whole cells, leaves nothing behind and loses what goes out', () => {
  expect(rounded(moved(1, 0))).toEqual([0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11])
  expect(rounded(moved(0, -1))).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, 0])
})

it('is a mean by weights where several land: halves between two cells are their mean', () => {
  expect(rounded(moved(0.5, 0))).toEqual([1, 1.5, 2.5, 3.5, 5, 5.5, 6.5, 7.5, 9, 9.5, 10.5, 11.5])
})

it('moves every channel alike', () => {
  const flow = new Float32Array(24).fill(1, 0, 12)
  const out = new Float32Array(24).fill(9)
  splat(Float32Array.from([...feature, ...feature]), flow, size, out)
  expect(out.subarray(0, 12)).toEqual(out.subarray(12))
})

it('takes the flow of a square at a scale of the picture: nearest, x and y scaled apart', () => {
  // 4 pixels of the square for 16 by 32 of the picture: a displacement of 1 is 4 across and 8 down.
  const flow = new Float32Array(32).fill(1)
  flow[5] = 3
  const found = flowAtScale(flow, 4, { width: 16, height: 32 }, 8)
  expect([...found]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1, 1, 1, 1, 1])
  flow[0] = 2
  expect([...flowAtScale(flow, 4, { width: 16, height: 32 }, 8)].slice(0, 3)).toEqual([1, 0.5, 0.5])
})

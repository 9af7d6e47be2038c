import { expect, test } from 'vitest'
import { maskToPlane } from './mask'

test('a mask keeps its place and share at any size', () => {
  const mask = { width: 4, height: 2, data: new Uint8Array([0, 0, 255, 255, 0, 0, 255, 255]) }
  const plane = maskToPlane(mask, 64, 32)
  const mean = plane.data.reduce((sum, value) => sum + value, 0) / plane.data.length
  expect(mean).toBeCloseTo(0.5, 2)
  expect(plane.data[10 * 64 + 5]).toBe(0)
  expect(plane.data[10 * 64 + 60]).toBe(1)
})

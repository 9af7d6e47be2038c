import { expect, it } from 'vitest'
import type { Influence } from '../core/influence'
import { joined, secondPlaces } from './again'

const size = { width: 64, height: 48 }

/** Maps that are 1 in one rectangle each: left, top, right, bottom. */
function influence(...boxes: [number, number, number, number][]): Influence {
  const maps = new Float32Array(boxes.length * size.width * size.height)
  boxes.forEach(([left, top, right, bottom], k) => {
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) maps[(k * size.height + y) * size.width + x] = 1
  })
  return { ...size, count: boxes.length, maps, method: 'learned' }
}

const at = (x: number, y: number, moving = true) => ({ x: x / size.width, y: y / size.height, moving })

it('asks again in the middle of what a path near its end was found to take', () => {
  const [second] = secondPlaces([at(12, 20)], influence([10, 10, 50, 30]))
  expect(second?.index).toBe(0)
  expect((second?.place.x ?? 0) * size.width).toBeGreaterThan(19)
  expect((second?.place.x ?? 0) * size.width).toBeLessThan(41)
  expect(Math.abs((second?.place.y ?? 0) * size.height - 20)).toBeLessThan(2)
  expect(second?.place.moving).toBe(true)
})

it('asks about nothing that a hint does not hold, about no pin, and not beside a hint', () => {
  expect(secondPlaces([at(5, 5)], influence([20, 10, 50, 30]))).toEqual([])
  expect(secondPlaces([at(30, 20, false)], influence([10, 10, 50, 30]))).toEqual([])
  expect(secondPlaces([at(30.5, 20.5)], influence([29, 19, 32, 22]))).toEqual([])
  // What is cut off from the hint does not count.
  const apart = influence([4, 4, 8, 44])
  for (let y = 4; y < 44; y++) apart.maps.fill(1, y * size.width + 30, y * size.width + 60)
  expect((secondPlaces([at(6, 8)], apart)[0]?.place.x ?? 0) * size.width).toBeLessThan(8)
})

it('counts what a second place takes to its hint', () => {
  const all = influence([0, 0, 8, 8], [40, 0, 48, 8], [4, 0, 16, 8])
  const out = joined(all, [{ index: 0, place: at(10, 4) }])
  expect(out.count).toBe(2)
  expect(out.maps).toHaveLength(2 * size.width * size.height)
  expect([out.maps[2], out.maps[6], out.maps[12], out.maps[20]]).toEqual([1, 1, 1, 0])
  expect(out.maps[size.width * size.height + 44]).toBe(1)
})

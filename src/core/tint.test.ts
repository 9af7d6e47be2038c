import { expect, it } from 'vitest'
import { tinted } from './tint'

const mask = { width: 4, height: 1, data: new Uint8Array([0, 100, 255, 255]) }

it('lays its colour where the mask is, as dense as was asked, and leaves the rest clear', () => {
  const { data } = tinted(mask, '#3fc8ff', 0.5, false)
  expect([...data.slice(0, 4)]).toEqual([0, 0, 0, 0])
  expect([...data.slice(4, 8)]).toEqual([0x3f, 0xc8, 0xff, 50])
  expect(data[11]).toBe(128)
})

it('draws a clearer line where the mask passes its half', () => {
  const { data } = tinted(mask, '#3fc8ff', 0.5)
  expect(data[11]).toBeGreaterThan(200)
  expect(data[15]).toBe(128)
})

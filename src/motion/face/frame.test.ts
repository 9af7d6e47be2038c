import { expect, test } from 'vitest'
import { createPicture } from '../../core/image'
import { toBorder, unframed } from './frame'

const [width, height] = [240, 200]

function framed(frame: number) {
  const still = createPicture(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      still.data.set(x < frame || x >= width - frame ? [0, 0, 0, 255] : [180, 120, x, 255], 4 * (y * width + x))
  return still
}

test("a scan's black frame is taken as what lies within; a picture without one is the same picture", () => {
  const out = unframed(framed(2))
  expect([...out.data.subarray(0, 4)]).toEqual([180, 120, 3, 255])
  expect([...out.data.subarray(4 * (width - 1), 4 * width)]).toEqual([180, 120, width - 4, 255])
  const plain = framed(0)
  expect(unframed(plain)).toBe(plain)
})

test('a figure that fades towards the border goes on to it; one that ends before it ends there', () => {
  const figure = { width: 100, height: 100, data: new Uint8Array(10_000) }
  for (let y = 0; y < 100; y++)
    for (let x = 0; x < 60; x++) figure.data[y * 100 + x] = y < 50 ? 255 : Math.min(255, 80 + 60 * x)
  for (let y = 0; y < 20; y++) figure.data.fill(0, y * 100, y * 100 + 3)
  const { data } = toBorder(figure)
  expect(data[70 * 100]).toBe(255)
  expect(data[10 * 100]).toBe(0)
  expect(data[10 * 100 + 99]).toBe(0)
})

import { expect, test } from 'vitest'
import { createPicture } from '../../core/image'
import { resample } from './resample'

function draw(width: number, height: number, at: (x: number, y: number) => [number, number, number, number]) {
  const picture = createPicture(width, height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) picture.data.set(at(x, y), (y * width + x) * 4)
  return picture
}

const grey = (value: number): [number, number, number, number] => [value, value, value, 255]

test('one colour stays itself', () => {
  const small = resample(
    draw(101, 67, () => [200, 3, 77, 255]),
    33,
    20,
  )
  for (let i = 0; i < small.data.length; i += 4) expect([...small.data.slice(i, i + 4)]).toEqual([200, 3, 77, 255])
})

test('a ramp stays where it was', () => {
  const small = resample(
    draw(1000, 4, (x) => grey(x / 4)),
    333,
    2,
  )
  for (let x = 4; x < 329; x++) {
    const value = small.data[x * 4] as number
    expect(Math.abs(value - (((x + 0.5) * 1000) / 333 - 0.5) / 4)).toBeLessThanOrEqual(0.75)
  }
})

test.each([1.2, 1.5])('a wave of %d pixels of the result, too fine for it, turns to grey', (period) => {
  const wave = (1000 / 210) * period
  const small = resample(
    draw(1000, 1, (x) => grey(127.5 + 127 * Math.sin((2 * Math.PI * x) / wave))),
    210,
    1,
  )
  for (let x = 8; x < 202; x++) expect(Math.abs((small.data[x * 4] as number) - 127.5)).toBeLessThan(12)
})

test('a wave that the result can show keeps its height', () => {
  const wave = (1000 / 210) * 5
  const small = resample(
    draw(1000, 1, (x) => grey(127.5 + 100 * Math.sin((2 * Math.PI * x) / wave))),
    210,
    1,
  )
  const values = Array.from({ length: 190 }, (_, x) => small.data[(x + 10) * 4] as number)
  expect(Math.max(...values)).toBeGreaterThan(215)
  expect(Math.min(...values)).toBeLessThan(40)
})

test('what is seen through lends no colour to its neighbours', () => {
  const small = resample(
    draw(300, 30, (x) => (x < 151 ? [255, 0, 0, 0] : [0, 0, 255, 255])),
    100,
    10,
  )
  for (let i = 0; i < small.data.length; i += 4)
    if ((small.data[i + 3] as number) > 8) expect([...small.data.slice(i, i + 3)]).toEqual([0, 0, 255])
})

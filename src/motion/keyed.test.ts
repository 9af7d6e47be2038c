import { expect, test } from 'vitest'
import { keyedStill } from './keyed'

// Larger than the guide by which colours are carried.
const [width, height, radius] = [640, 480, 128]
const away = (x: number, y: number) => Math.hypot(x + 0.5 - 320, y + 0.5 - 240)

test('a figure that was found coarsely stands before the colour, without a rim of its old background', () => {
  const data = new Uint8ClampedArray(4 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const share = Math.min(1, Math.max(0, radius + 0.5 - away(x, y)))
      data.set([30 + 180 * share, 40 + 10 * share, 220 - 180 * share, 255], 4 * (y * width + x))
    }
  // Found at an eighth of the size, and softly: it reaches some pixels into the background.
  const figure = { width: 80, height: 60, data: new Uint8Array(4800) }
  for (let y = 0; y < 60; y++)
    for (let x = 0; x < 80; x++)
      figure.data[y * 80 + x] = 255 * Math.min(1, Math.max(0, (radius + 6 - away(8 * x + 3.5, 8 * y + 3.5)) / 8))
  const keyed = keyedStill({ width, height, data }, { width, height }, { figure, colour: [0, 177, 64] })
  const at = (x: number, y: number) => Array.from(keyed.data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3))
  expect(at(320, 240)).toEqual([210, 50, 40])
  expect(at(5, 5)).toEqual([0, 177, 64])
  let rim = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      // The old background is blue; neither the figure nor the colour is.
      rim = Math.max(rim, at(x, y)[2] as number)
      if (away(x, y) > radius + 4) expect(at(x, y)).toEqual([0, 177, 64])
      if (away(x, y) < radius - 4) expect((at(x, y)[0] as number) > 190).toBe(true)
    }
  expect(rim, 'half of it at most, on the very border').toBeLessThan(110)
})

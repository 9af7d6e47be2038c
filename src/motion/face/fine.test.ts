import { expect, test } from 'vitest'
import { createPicture } from '../../core/image'
import { sample, sampled } from '../sample'
import { fineOf, readRow, row } from './fine'

const picture = createPicture(24, 18)
picture.data.forEach((_, i) => {
  const [x, y, c] = [(i >> 2) % 24, Math.floor((i >> 2) / 24), i % 4]
  picture.data[i] = c === 3 ? 255 : 128 + 100 * Math.sin(0.45 * x + c) * Math.cos(0.5 * y - 0.3 * c)
})
const fine = fineOf(picture) as NonNullable<ReturnType<typeof fineOf>>
function bytes(x: number, y: number): number[] {
  readRow(fine, 1, x, y, 0, 0)
  const word = row[0] as number
  return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24]
}

test('on the centre of a pixel it is that pixel', () => {
  for (let y = 0; y < 18; y++)
    for (let x = 0; x < 24; x++) {
      const at = 4 * (y * 24 + x)
      expect(bytes(x + 0.5, y + 0.5)).toEqual([...picture.data.subarray(at, at + 4)])
    }
})

test('between pixels it is Catmull-Rom but for a few steps of 255, and clamped past the border', () => {
  let [most, sum, count] = [0, 0, 0]
  for (let y = 0.1; y < 18; y += 0.37)
    for (let x = -0.8; x < 25; x += 0.29) {
      sample(picture, Math.min(23.5, Math.max(0.5, x)), Math.min(17.5, Math.max(0.5, y)), true)
      bytes(x, y).forEach((value, c) => {
        const off = Math.abs(value - (sampled[c] as number))
        most = Math.max(most, off)
        sum += off
        count++
      })
    }
  expect(most).toBeLessThan(6)
  expect(sum / count).toBeLessThan(0.8)
})

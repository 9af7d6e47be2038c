import { expect, test } from 'vitest'
import { nearestMarked } from './nearest'

test('every pixel finds a marked one that is as near as any, to less than a pixel', () => {
  const [width, height] = [40, 30]
  const places = [3 * width + 4, 20 * width + 33, 28 * width + 2, 9 * width + 21]
  const marked = new Uint8Array(width * height)
  for (const place of places) marked[place] = 1
  const far = (i: number, j: number) =>
    Math.hypot((i % width) - (j % width), Math.floor(i / width) - Math.floor(j / width))
  const found = nearestMarked(marked, width, height)
  found.forEach((index, i) => {
    expect(marked[index]).toBe(1)
    expect(far(i, index)).toBeLessThan(Math.min(...places.map((place) => far(i, place))) + 1)
  })
  expect(nearestMarked(new Uint8Array(12), 4, 3).every((index) => index === -1)).toBe(true)
})

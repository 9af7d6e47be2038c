import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { createPicture } from '../../core/image'
import { writePng } from './png-file'

function noise(width: number, height: number, alpha: (index: number) => number) {
  const picture = createPicture(width, height)
  let state = 7
  for (let i = 0; i < picture.data.length; i++) {
    state = (state * 1664525 + 1013904223) >>> 0
    picture.data[i] = i % 4 === 3 ? alpha(i >> 2) : state >>> 24
  }
  return picture
}

test.each([
  ['opaque', () => 255, 2],
  ['straight alpha, also where it is zero', (index: number) => (index * 37) % 256, 6],
])('pixels come back exactly: %s', async (_, alpha, colourType) => {
  const picture = noise(37, 23, alpha)
  const file = await writePng(picture)
  expect(file[25]).toBe(colourType)
  const read = PNG.sync.read(Buffer.from(file))
  expect([read.width, read.height]).toEqual([37, 23])
  expect(new Uint8Array(read.data)).toEqual(new Uint8Array(picture.data))
})

import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { Picture } from '../core/image'
import { avifColour } from '../media/picture/avif'
import { Reader } from '../media/picture/bytes'
import { smoothChroma } from './chroma'

/** A picture of these colours, each repeated over two by two pixels, brightness and all. */
function blocks(colours: readonly (readonly [number, number, number])[]): Picture {
  const width = 2 * colours.length
  const data = new Uint8ClampedArray(4 * width * 2)
  for (let i = 0; i < width * 2; i++)
    data.set([...(colours[Math.floor((i % width) / 2)] as readonly [number, number, number]), 255], 4 * i)
  return { width, height: 2, data }
}

it('leaves what has one colour alone, and grey whatever it does', () => {
  for (const picture of [
    blocks(new Array(4).fill([200, 90, 40])),
    blocks([
      [0, 0, 0],
      [90, 90, 90],
      [255, 255, 255],
    ]),
  ]) {
    const before = picture.data.slice()
    smoothChroma(picture, { across: 2, down: 2, matrix: 6 })
    expect(picture.data).toEqual(before)
  }
})

it('lays straight lines between samples of colour, and keeps the brightness', () => {
  // Equally bright by the shares of BT.601, one reddish and one bluish.
  const picture = blocks([
    [150, 100, 100],
    [100, 113, 143],
  ])
  const light = (at: number) =>
    [0.299, 0.587, 0.114].reduce((sum, k, c) => sum + k * (picture.data[4 * at + c] as number), 0)
  const before = [0, 1, 2, 3].map(light)
  smoothChroma(picture, { across: 2, down: 2, matrix: 6 })
  const reds = [0, 1, 2, 3].map((at) => (picture.data[4 * at] as number) - light(at))
  expect(reds[0]).toBeCloseTo(35, -0.5)
  const step = ((reds[3] as number) - (reds[0] as number)) / 4
  expect((reds[1] as number) - (reds[0] as number)).toBeCloseTo(step, -0.5)
  expect((reds[2] as number) - (reds[1] as number)).toBeCloseTo(2 * step, -0.5)
  for (const [at, was] of before.entries()) expect(Math.abs(light(at) - was)).toBeLessThan(1)
})

it('reads how a file stores colour', async () => {
  const file = new Reader(new Uint8Array(await readFile('tests/fixtures/pictures/plain.avif')))
  expect(avifColour(file)).toEqual({ across: 2, down: 2, matrix: 6 })
})

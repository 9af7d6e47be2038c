import { expect, test } from 'vitest'
import { createPicture } from '../../../core/image'
import { Ditherer } from './dither'
import { PaletteSampler } from './palette'

function flat(r: number, g: number, b: number, a = 255) {
  const picture = createPicture(16, 16)
  for (let i = 0; i < picture.data.length; i += 4) picture.data.set([r, g, b, a], i)
  return picture
}

test('a colour of the palette is drawn as itself', () => {
  const palette = [
    [0, 0, 0],
    [90, 20, 160],
    [95, 24, 150],
    [255, 255, 255],
  ]
  const ditherer = new Ditherer(palette)
  for (const [index, [r, g, b]] of (palette as [number, number, number][]).entries()) {
    const out = new Uint8Array(256)
    ditherer.draw(flat(r, g, b), 99, out)
    expect(new Set(out)).toEqual(new Set([index]))
  }
})

test.each([40, 64, 128, 200])('grey %i between black and white comes out that light on the whole', (grey) => {
  const ditherer = new Ditherer([
    [0, 0, 0],
    [255, 255, 255],
  ])
  const out = new Uint8Array(256)
  ditherer.draw(flat(grey, grey, grey), 99, out)
  const white = out.reduce((sum, value) => sum + value, 0) / 256
  expect(Math.abs(white - grey / 255)).toBeLessThanOrEqual(0.02)
})

test('transparent pixels take the index given for them', () => {
  const out = new Uint8Array(256)
  new Ditherer([[0, 0, 0]]).draw(flat(0, 0, 0, 20), 99, out)
  expect(new Set(out)).toEqual(new Set([99]))
})

test('a palette of a clip holds the colours of every frame', () => {
  const sampler = new PaletteSampler(3)
  const colours: [number, number, number][] = [
    [255, 0, 0],
    [0, 200, 40],
    [20, 30, 220],
  ]
  for (const [r, g, b] of colours) sampler.add(flat(r, g, b))
  const palette = sampler.palette(255)
  for (const colour of colours) expect(palette).toContainEqual(colour)
  expect(sampler.transparent).toBe(false)
  sampler.add(flat(1, 1, 1, 0))
  expect(sampler.transparent).toBe(true)
})

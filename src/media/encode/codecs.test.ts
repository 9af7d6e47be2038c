import { expect, test } from 'vitest'
import { bitrateOf, codecStrings } from './codecs'

const clip = (width: number, height: number, fps: number, quality = 0.8) => ({ width, height, fps, quality })

/** The level of H.264 that ITU-T table A-1 asks for, as the last byte of the codec's name. */
test.each([
  [clip(640, 480, 30), 30],
  [clip(1280, 720, 30), 31],
  [clip(1920, 1080, 30), 40],
  [clip(1920, 1080, 60), 42],
  [clip(3840, 2160, 30), 51],
  [clip(3840, 2160, 60), 52],
  [clip(3840, 3840, 24), 60],
])('H.264 of %o begins at level %i, with the best profile', (size, level) => {
  const names = codecStrings('h264', size)
  expect(names[0]).toBe(`avc1.6400${level.toString(16)}`)
  expect(names[1]).toBe(`avc1.4d00${level.toString(16)}`)
})

test.each([
  [clip(640, 360, 30, 0.5), 30],
  [clip(1280, 720, 30, 0.5), 31],
  [clip(1920, 1080, 30, 0.5), 40],
  [clip(3840, 2160, 30, 0.5), 50],
  [clip(3840, 2160, 60, 0.5), 51],
])('VP9 of %o begins at level %i, tagged BT.709 in limited range', (size, level) => {
  expect(codecStrings('vp9', size)[0]).toBe(`vp09.00.${level}.08.01.01.01.01.00`)
})

test('no level is left out up to 4K at 60 fps in the highest quality', () => {
  for (const codec of ['h264', 'vp9'] as const)
    for (const side of [16, 320, 1080, 2160, 3840])
      expect(codecStrings(codec, clip(3840, side, 60, 1)).length, `${codec} ${side}`).toBeGreaterThan(0)
})

test('the bit rate grows with quality, size and speed, but less than the number of pixels', () => {
  const rate = bitrateOf('h264', clip(1000, 1000, 24, 0.5))
  expect(bitrateOf('h264', clip(1000, 1000, 24, 1))).toBeGreaterThan(2 * rate)
  expect(bitrateOf('h264', clip(2000, 2000, 24, 0.5))).toBeGreaterThan(2 * rate)
  expect(bitrateOf('h264', clip(2000, 2000, 24, 0.5))).toBeLessThan(4 * rate)
  expect(bitrateOf('h264', clip(1000, 1000, 48, 0.5))).toBeLessThan(2 * rate)
  expect(bitrateOf('vp9', clip(1000, 1000, 24, 0.5))).toBeLessThan(rate)
})

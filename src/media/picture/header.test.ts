import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { KinoraError } from '../../core/errors'
import { Reader } from './bytes'
import { readHeader } from './header'
import { webpOrientation } from './webp'

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../tests/fixtures/pictures/${name}`, import.meta.url)))

const files = [
  ['plain.png', 'image/png', 96, 64],
  ['deep.png', 'image/png', 96, 64],
  ['turned-6.png', 'image/png', 64, 96],
  ['turned-6.jpg', 'image/jpeg', 64, 96],
  ['progressive.jpg', 'image/jpeg', 96, 64],
  ['cmyk.jpg', 'image/jpeg', 96, 64],
  ['lossless.webp', 'image/webp', 96, 64],
  ['lossy.webp', 'image/webp', 96, 64],
  ['glass.webp', 'image/webp', 96, 64],
  ['turned-6.webp', 'image/webp', 64, 96],
  ['plain.avif', 'image/avif', 96, 64],
  ['glass.avif', 'image/avif', 96, 64],
] as const

test.each(files)('%s is %s of %i x %i', (name, type, width, height) => {
  expect(readHeader(fixture(name))).toEqual({ type, width, height })
})

test('the orientation of a WebP file is found', () => {
  expect(webpOrientation(new Reader(fixture('turned-6.webp')))).toBe(6)
  expect(webpOrientation(new Reader(fixture('lossy.webp')))).toBe(1)
})

function refusal(bytes: Uint8Array): KinoraError | null {
  try {
    readHeader(bytes)
    return null
  } catch (error) {
    expect(error).toBeInstanceOf(KinoraError)
    return error as KinoraError
  }
}

test.each(files)('%s cut off anywhere is refused', (name) => {
  const bytes = fixture(name)
  for (let length = 0; length < bytes.length; length++)
    expect(refusal(bytes.subarray(0, length))?.code, `${length} bytes`).toBe('picture-unreadable')
})

test.each(files)('%s with any byte changed is read or refused, and never throws anything else', (name) => {
  const bytes = fixture(name)
  for (let at = 0; at < bytes.length; at++)
    for (const value of [0, 0x7f, 0xff]) {
      const changed = bytes.slice()
      changed[at] = value
      const error = refusal(changed)
      if (error) expect(['picture-unreadable', 'picture-too-large']).toContain(error.code)
    }
})

test.each([
  [16384, 3000, null],
  [7071, 7071, null],
  [16385, 10, 'picture-too-large'],
  [7072, 7072, 'picture-too-large'],
  [0, 10, 'picture-unreadable'],
  [2 ** 31, 2 ** 31, 'picture-too-large'],
])('a picture that says %i x %i: %s', (width, height, code) => {
  const bytes = fixture('plain.png')
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  expect(refusal(bytes)?.code ?? null).toBe(code)
})

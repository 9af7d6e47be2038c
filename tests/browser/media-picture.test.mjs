// Picture files as they come: types, orientations, profiles, depths, transparency, and what is none.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { PNG } from 'pngjs'
import { openHarness } from './media-harness/open.mjs'

let harness
let profile
let page
before(async () => {
  harness = await openHarness()
  profile = await harness.profile()
  page = await profile.page()
})
after(() => harness?.close())

const fixture = (name) => readFile(new URL(`../fixtures/pictures/${name}`, import.meta.url))

/** The colour of a patch of the fixtures; see tests/fixtures/pictures/draw.py. */
const expected = (column, row) => [40 * column + 20, 60 * row + 20, 250 - 40 * column]

/** The largest difference from the fixtures' patches, away from their borders when `inside`. */
function worst({ width, data }, inside, least = 1) {
  let largest = 0
  for (let y = 0; y < 64; y++)
    for (let x = 0; x < 96; x++) {
      const edge = (v) => v % 16 < 2 || v % 16 > 13
      if (inside && (edge(x) || edge(y))) continue
      const at = (y * width + x) * 4
      if (data[at + 3] < least) continue
      const colour = expected(x >> 4, y >> 4)
      for (let c = 0; c < 3; c++) largest = Math.max(largest, Math.abs(data[at + c] - colour[c]))
    }
  return largest
}

// File, type, largest difference allowed, whether only the inside of patches counts (lossy files).
const files = [
  ['plain.png', 'image/png', 0, false],
  ['palette.png', 'image/png', 0, false],
  ['deep.png', 'image/png', 0, false],
  ['turned-6.png', 'image/png', 0, false],
  ['lossless.webp', 'image/webp', 0, false],
  ['turned-6.webp', 'image/webp', 0, false],
  ['lossy.webp', 'image/webp', 6, true],
  ['plain.avif', 'image/avif', 6, true],
  ['progressive.jpg', 'image/jpeg', 3, true],
  ['cmyk.jpg', 'image/jpeg', 6, true],
  ['wide.png', 'image/png', 2, false],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((turn) => [`turned-${turn}.jpg`, 'image/jpeg', 3, true]),
]

for (const [name, type, allowed, inside] of files)
  test(`${name}: upright, sRGB, ${allowed === 0 ? 'to the bit' : `within ${allowed} levels`}`, async () => {
    const bytes = await fixture(name)
    assert.equal((await page.call('header', bytes)).value.type, type)
    const { value } = await page.call('pixels', bytes, 4096)
    assert.deepEqual([value.width, value.height], [96, 64])
    assert.ok(worst(value, inside) <= allowed, `differs by ${worst(value, inside)}`)
  })

test('transparency stays straight: the colours under it are the file’s own', async () => {
  for (const [name, allowed, alpha] of [
    ['glass.png', 0, 0],
    ['glass.webp', 0, 0],
    // Chromium 156 takes the alpha of AVIF for limited range and stretches it.
    ['glass.avif', 8, 24],
  ]) {
    const { value } = await page.call('pixels', await fixture(name), 4096)
    for (let x = 0; x < 96; x++)
      assert.ok(Math.abs(value.data[(5 * 96 + x) * 4 + 3] - Math.min(255, 3 * x)) <= alpha, `${name}: alpha`)
    assert.ok(worst(value, allowed > 0, allowed ? 24 : 1) <= allowed, `${name} differs by ${worst(value, allowed > 0)}`)
  }
})

test('a grey picture is grey', async () => {
  const { value } = await page.call('pixels', await fixture('grey.png'), 4096)
  for (let at = 0; at < value.data.length; at += 4) {
    assert.equal(value.data[at], value.data[at + 1])
    assert.equal(value.data[at], value.data[at + 2])
  }
})

function drawn(width, height, colour) {
  const file = new PNG({ width, height })
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) file.data.set(colour(x, y), (y * width + x) * 4)
  return PNG.sync.write(file)
}

test('a bounded picture keeps its source’s size in mind', async () => {
  const bytes = await fixture('turned-6.jpg')
  const { value } = await page.call('open', bytes, 48)
  assert.deepEqual(value, { width: 96, height: 64, bounded: { width: 48, height: 32 } })
  const { value: pixels } = await page.call('pixels', bytes, 48)
  assert.deepEqual([pixels.width, pixels.height], [48, 32])
})

test('made much smaller, fine patterns turn to grey and not to moire', async () => {
  const checks = drawn(2000, 1000, (x, y) => ((x + y) & 1 ? [255, 255, 255, 255] : [0, 0, 0, 255]))
  const { value } = await page.call('pixels', checks, 97)
  assert.equal(value.width, 97)
  for (let at = 0; at < value.data.length; at += 4) assert.ok(Math.abs(value.data[at] - 127.5) < 4)
})

test('made smaller, what is seen through lends no colour to its neighbours', async () => {
  const glass = drawn(900, 60, (x) => (x < 451 ? [255, 0, 0, 0] : [0, 0, 255, 255]))
  const { value } = await page.call('pixels', glass, 100)
  for (let at = 0; at < value.data.length; at += 4)
    if (value.data[at + 3] > 16) {
      // Eight bits of a colour under little alpha are coarse: one step is 255 / alpha.
      const coarse = (3 * 255) / value.data[at + 3]
      assert.ok(value.data[at] <= coarse && value.data[at + 2] >= 255 - coarse)
    }
})

test('what cannot be read says so', async () => {
  const whole = drawn(80, 80, (x, y) => [(x * 37) & 255, (y * 91) & 255, (x * y) & 255, 255])
  const flipped = Buffer.from(whole)
  for (let at = 200; at < 260; at++) flipped[at] ^= 0x5a
  const jpeg = await fixture('progressive.jpg')
  const cases = [
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['half a PNG', whole.subarray(0, whole.length / 2)],
    ['a damaged PNG', flipped],
    ['half a JPEG', jpeg.subarray(0, jpeg.length / 2)],
    ['half a WebP', (await fixture('lossy.webp')).subarray(0, 150)],
    ['half an AVIF', (await fixture('plain.avif')).subarray(0, 400)],
  ]
  for (const [what, bytes] of cases) {
    const { error } = await page.call('pixels', bytes, 4096)
    assert.equal(error?.code, 'picture-unreadable', what)
  }
})

test('what would unpack to absurd size is refused before it does', async () => {
  const bomb = Buffer.from(drawn(8, 8, () => [1, 2, 3, 255]))
  bomb.writeUInt32BE(10_000, 16)
  bomb.writeUInt32BE(10_000, 20)
  const { error } = await page.call('pixels', bomb, 4096)
  assert.deepEqual(error, {
    code: 'picture-too-large',
    data: { width: 10_000, height: 10_000, megapixels: 100, limit: 50 },
  })
})

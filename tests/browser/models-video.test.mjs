// A pack of published weights' kind, from a folder to frames: what it draws is what its description, its files and the path say.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { closeDialog, openDialog, path, uses } from './model-hands.mjs'
import { movingPack } from './packs/moving-pack.mjs'
import { disc, scene } from './pictures.mjs'
import { pixels, startBrowser } from './studio.mjs'

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())

const workingSide = 256
const frameCount = 9
const last = frameCount - 1

/** Installs the pack as files that are chosen, has it draw, and renders a clip. */
async function rendered(provider) {
  const studio = await browser.open({ address: `?lang=en&provider=${provider}` })
  const { page } = studio
  const dialog = await openDialog(page)
  const files = Object.entries(movingPack('moving')).map(([name, buffer]) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer,
  }))
  await dialog.locator('input[aria-label="Choose files"]').setInputFiles(files)
  await dialog.getByRole('combobox', { name: 'Renders' }).selectOption({ label: 'moving 1.0.0' })
  await uses(page, 'moving 1.0.0')
  await closeDialog(page)
  assert.equal((await page.evaluate(() => window.kinora.ready)).provider, provider)
  await page.evaluate((control) => window.kinora.add(control), path)
  const settings = { frameCount, fps: 8, quality: 'full', steps: 2, workingSide }
  await page.evaluate((asked) => window.kinora.settings(asked), settings)
  const stats = await page.evaluate(() => window.kinora.render())
  const frames = []
  for (const index of [0, 4, last]) frames.push(await pixels(page, 'frame', index))
  await studio.close()
  return { stats, frames }
}

/** Where the middle of the disc is: the mean place of what is much redder than the ground. */
function middle({ width, height, data }) {
  let [sum, x, y] = [0, 0, 0]
  for (let at = 0; at < width * height; at++) {
    const red = Math.max(0, data[4 * at] - data[4 * at + 2] - 60)
    sum += red
    x += red * ((at % width) + 0.5)
    y += red * (Math.floor(at / width) + 0.5)
  }
  return { x: x / sum, y: y / sum }
}

/** The mean colour over the inside of the disc, where it is after `by` pixels. */
function colour({ width, data }, by) {
  const sums = [0, 0, 0]
  let count = 0
  for (let y = disc.y - 15; y < disc.y + 15; y++)
    for (let x = disc.x + by - 15; x < disc.x + by + 15; x++) {
      for (let channel = 0; channel < 3; channel++) sums[channel] += data[4 * (y * width + x) + channel]
      count++
    }
  return sums.map((sum) => sum / count)
}

/** All pixels of two clips beside each other: the largest difference of any channel. */
const apart = (one, other) =>
  Math.max(
    ...one.map(({ data }, i) =>
      data.reduce((most, value, at) => Math.max(most, Math.abs(value - other[i].data[at])), 0),
    ),
  )

test('a converted pack draws what its path says, on WebAssembly and on WebGPU alike', async () => {
  const wasm = await rendered('wasm')
  const { stats, frames } = wasm
  assert.ok(stats.learned)
  // Two windows of 6 frames that share 2 and the picture, 2 steps, the picture told and not told, 2 parts.
  const windows = 2
  assert.equal(stats.runs.unet, windows * 2 * 2 * 2)
  assert.equal(stats.runs.control, windows * 2 * 2)

  const source = scene()
  assert.deepEqual([...frames[0].data], [...source.data], 'the first frame is the picture itself')
  for (const [frame, by] of [
    [frames[1], 25],
    [frames[2], 50],
  ]) {
    const { x, y } = middle(frame)
    const from = middle(source)
    // A cell of the latents is 15 pixels wide here.
    assert.ok(Math.abs(x - from.x - by) < 5, `the disc has moved by ${x - from.x} of ${by} pixels`)
    assert.ok(Math.abs(y - from.y) < 5, `and not up or down, but by ${y - from.y}`)
    const [seen, wanted] = [colour(frame, by), colour(source, 0)]
    for (let channel = 0; channel < 3; channel++)
      assert.ok(Math.abs(seen[channel] - wanted[channel]) < 8, `its colour is ${seen}, must be ${wanted}`)
  }

  const webgpu = await rendered('webgpu')
  assert.deepEqual(webgpu.stats.runs.unet, stats.runs.unet)
  // A level that is rounded otherwise in the small frames can be two where they are made larger.
  assert.ok(apart(frames, webgpu.frames) <= 2, `they are ${apart(frames, webgpu.frames)} of 255 apart`)
})

// What a picture could do, offered when it is dropped in: three motions, pointed at, kept, undone, waved away.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { png } from './pictures.mjs'
import { controls, drag, openPicture, project, startBrowser } from './studio.mjs'

let browser
let studio
let page

before(async () => {
  browser = await startBrowser()
  studio = await browser.open()
  page = studio.page
})
after(async () => {
  await studio?.close()
  await browser?.close()
})

/** Clouds over rippled water. */
function seaside(width = 480, height = 320) {
  const data = Buffer.alloc(width * height * 4)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const cloud = Math.max(0, noise(x, y, 90, 40) + 0.3 * noise(x, y, 36, 20)) * 90
      const wave = 26 * noise(x, y, 40, 5) + 14 * noise(x, y, 18, 3)
      const colour =
        y < height / 2 ? [120 + cloud, 160 + cloud * 0.7, 215 + cloud * 0.3] : [60, 95, 115].map((c) => c + wave)
      data.set([...colour.map((value) => Math.max(0, Math.min(255, Math.round(value)))), 255], 4 * (y * width + x))
    }
  return { width, height, data }
}

/** Smooth noise, -1..1, on a lattice of `sx` by `sy` pixels. */
function noise(x, y, sx, sy) {
  const [u, v] = [x / sx, y / sy]
  const [left, top] = [Math.floor(u), Math.floor(v)]
  const at = (i, j) => {
    const n = Math.sin(i * 127.1 + j * 311.7 + sx) * 43758.5453
    return 2 * (n - Math.floor(n)) - 1
  }
  const [fx, fy] = [u - left, v - top]
  const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx
  return upper * (1 - fy) + (at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx) * fy
}

const strip = () => page.getByRole('group', { name: 'Suggested motions' })
const offers = () => strip().getByRole('listitem').getByRole('button')
let names = 0
async function openSeaside() {
  await openPicture(page, png(seaside()), `sea-${++names}.png`)
  await strip().waitFor()
}

test('three motions are offered and play, and nothing of them is saved', async () => {
  await openSeaside()
  assert.equal(await offers().count(), 3)
  await strip().getByRole('button', { name: 'Water flows' }).waitFor()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  assert.deepEqual((await project(page)).controls, [])
})

test('pointing at one plays it alone and saves nothing', async () => {
  const playing = () => offers().evaluateAll((all) => all.map(({ dataset }) => dataset.playing))
  assert.deepEqual(await playing(), ['true', 'true', 'true'])
  await offers().nth(1).hover()
  assert.deepEqual(await playing(), ['false', 'true', 'false'])
  await page.mouse.move(640, 700)
  assert.deepEqual(await playing(), ['true', 'true', 'true'])
  assert.deepEqual((await project(page)).controls, [])
})

test('a click keeps one, with the others still on offer, and one undo takes it back', async () => {
  await strip().getByRole('button', { name: 'Water flows' }).click()
  await page.waitForFunction(() => window.kinora.project().controls.length > 0)
  assert.equal(await offers().count(), 2)
  await page.mouse.move(640, 700)
  const { settings } = await project(page)
  const farthest = await page.evaluate(
    async (frame) => {
      const { flow } = await window.kinora.motion(frame)
      return flow.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    },
    Math.floor(settings.frameCount / 2),
  )
  assert.ok(farthest > 0.5, `the kept water moves by ${farthest} px`)
  await page.keyboard.press('Control+z')
  await controls(page, 0)
})

test('they can be put away, and drawing puts them away', async () => {
  await openSeaside()
  await page.getByRole('button', { name: 'Hide suggestions' }).click()
  await strip().waitFor({ state: 'detached' })
  assert.deepEqual((await project(page)).controls, [])

  await openSeaside()
  await drag(page, [
    { x: 200, y: 200 },
    { x: 300, y: 210 },
  ])
  await strip().waitFor({ state: 'detached' })
  const [path, ...others] = await controls(page, 1)
  assert.equal(path.kind, 'trajectory')
  assert.deepEqual(others, [])
})

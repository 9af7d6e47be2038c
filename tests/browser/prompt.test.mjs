// Words on a region, by hand: completion, what is not known, what a chip would do, and what then moves.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { disc } from './pictures.mjs'
import { controls, onPage, project, startBrowser, tool } from './studio.mjs'

let browser
let studio
let page

before(async () => {
  browser = await startBrowser()
  studio = await browser.open()
  page = studio.page
  await tool(page, 'Region')
  const { x, y } = await onPage(page, disc)
  await page.mouse.click(x, y)
  await controls(page, 1)
})
after(async () => {
  await studio?.close()
  await browser?.close()
})

const words = () => page.getByRole('combobox', { name: 'What it does' })
const prompt = async () => (await project(page)).controls[0].prompt ?? ''
const said = (text) => page.waitForFunction((wanted) => window.kinora.project().controls[0].prompt === wanted, text)

/** The largest displacement of any frame in what the region covers and outside of it, in picture pixels. */
const moves = () =>
  page.evaluate(async () => {
    const { controls, settings } = window.kinora.project()
    const { mask } = controls[0]
    const covers = (column, row) => {
      // The mask's own soft edge counts as inside.
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++) if (mask.data[(row + dy) * mask.width + column + dx] > 0) return true
      return false
    }
    let [inside, outside] = [0, 0]
    for (const frame of [0.2, 0.4, 0.6, 0.8].map((share) => Math.round(share * (settings.frameCount - 1)))) {
      const { width, height, flow } = await window.kinora.motion(frame)
      for (let at = 0; at < width * height; at++) {
        const length = Math.hypot(flow[at], flow[width * height + at])
        const column = Math.floor((((at % width) + 0.5) * mask.width) / width)
        const row = Math.floor(((Math.floor(at / width) + 0.5) * mask.height) / height)
        if (covers(column, row)) inside = Math.max(inside, length)
        else outside = Math.max(outside, length)
      }
    }
    return { inside, outside }
  })

test('a region alone moves nothing', async () => {
  assert.deepEqual(await moves(), { inside: 0, outside: 0 })
})

test('what is typed moves the region and nothing else', async () => {
  await words().fill('drift left slowly')
  await words().press('Enter')
  await said('drift left slowly')
  const { inside, outside } = await moves()
  assert.ok(inside > 1, `moves by ${inside} px`)
  assert.equal(outside, 0)
})

test('it plays while it is typed, though the pointer rests on the thing that was clicked', async () => {
  const { x, y } = await onPage(page, disc)
  await page.mouse.move(x - 3, y)
  await page.mouse.move(x, y)
  const frame = () => page.getByText(/^Frame \d+ of/).textContent()
  await page.waitForTimeout(300)
  const standing = await frame()
  await page.waitForTimeout(600)
  assert.equal(await frame(), standing, 'the still is held for the next click')
  await words().press('End')
  await page.waitForFunction(
    (before) => ![...document.querySelectorAll('*')].some((element) => element.textContent === before),
    standing,
  )
})

test('a phrase in Chinese is understood in an English studio', async () => {
  await words().fill('轻轻摇摆')
  await words().press('Enter')
  await said('轻轻摇摆')
  assert.ok((await moves()).inside > 0.5)
})

test('a beginning is completed with the keyboard alone', async () => {
  await words().fill('')
  await words().pressSequentially('spi')
  await page.getByRole('option', { name: 'spin', exact: true }).waitFor()
  await words().press('ArrowDown')
  await words().press('Enter')
  await page.waitForFunction(() => window.kinora.project().controls[0].prompt.startsWith('spin'))
})

test('a word that is not known offers the nearest that are, and one press takes it', async () => {
  await words().fill('swey')
  await words().press('Enter')
  await page.getByText('Not known: “swey”').waitFor()
  await page.getByRole('button', { name: 'sway', exact: true }).first().click()
  await said('sway')
})

test('pointing at a chip shows its motion and saves nothing', async () => {
  const before = await project(page)
  const chip = page.getByRole('group', { name: 'Motions that suit it' }).getByRole('button').first()
  await chip.hover()
  await page.waitForTimeout(500)
  assert.deepEqual(await project(page), before)
  await page.mouse.move(640, 20)
  await chip.click()
  const name = await chip.textContent()
  await said(name)
  await page.keyboard.press('Control+z')
  await said(before.controls[0].prompt)
})

test('the sliders change how much it moves', async () => {
  await words().fill('drift left')
  await words().press('Enter')
  await said('drift left')
  const usual = (await moves()).inside
  const slider = page.getByRole('slider', { name: 'How much' })
  await slider.focus()
  await slider.press('Home')
  await page.waitForFunction(() => (window.kinora.project().controls[0].strength ?? 1) < 1)
  assert.ok((await moves()).inside < usual / 2)
})

test('the pivot is dragged with the region tool', async () => {
  await words().fill('sway')
  await words().press('Enter')
  await said('sway')
  // What stands sways from its foot: the lowest place of the disc's mask, or its highest where it hangs.
  const places = [
    { x: disc.x, y: disc.y + disc.radius },
    { x: disc.x, y: disc.y - disc.radius },
  ]
  for (const place of places) {
    const { x, y } = await onPage(page, place)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 40, y, { steps: 6 })
    await page.mouse.up()
    await page.waitForTimeout(200)
  }
  const [region, ...others] = (await project(page)).controls
  assert.ok(region.pivot || region.tip, 'a handle was dragged')
  assert.deepEqual(others, [], 'no lasso was drawn')
  assert.equal(await prompt(), 'sway')
})

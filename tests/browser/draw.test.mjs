// What a person says with mouse, finger and keys, and what the picture does then.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { disc } from './pictures.mjs'
import { controls, difference, drag, onPage, pixels, project, startBrowser, swipe, tool } from './studio.mjs'

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())

const [x, y] = [disc.x, disc.y]
/** Far from the disc and from all that its path crosses. */
const faraway = (scale) => (px, py) => px / scale > 330 || py / scale > 220
const inDisc = (scale) => (px, py) => Math.hypot(px / scale - x, py / scale - y) < disc.radius * 0.7

/** The preview of the first and the last frame, and how many of its pixels a picture pixel is. */
async function ends(page) {
  const { settings, picture } = await project(page)
  const first = await pixels(page, 'preview', 0)
  const last = await pixels(page, 'preview', settings.frameCount - 1)
  return { first, last, scale: first.width / picture.width }
}

test('a path drawn with the mouse moves the thing and nothing else; undo and redo', async () => {
  const studio = await browser.open()
  const { page } = studio
  const still = await ends(page)
  assert.equal(difference(still.first, still.last), 0, 'nothing moves unasked')

  await tool(page, 'Trajectory')
  await drag(page, [
    { x, y },
    { x: x + 30, y: y - 6 },
    { x: x + 60, y },
  ])
  const [control] = await controls(page, 1)
  assert.equal(control.kind, 'trajectory')
  assert.ok(Math.hypot(control.points[0].x - x, control.points[0].y - y) < 2, 'it begins under the pointer')
  assert.ok(Math.hypot(control.points.at(-1).x - x - 60, control.points.at(-1).y - y) < 2, 'and ends there')
  await page.getByRole('list', { name: 'Controls' }).getByText('Trajectory 1').waitFor()

  const moved = await ends(page)
  assert.equal(difference(still.first, moved.first), 0, 'the first frame is the still')
  assert.ok(difference(moved.first, moved.last, inDisc(moved.scale)) > 60, 'the disc has moved')
  assert.equal(difference(moved.first, moved.last, faraway(moved.scale)), 0, 'what is far away has not')

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await controls(page, 0)
  assert.equal(difference(still.last, (await ends(page)).last), 0, 'undone: still again')
  await page.getByRole('button', { name: 'Redo', exact: true }).click()
  await controls(page, 1)
  assert.equal(difference(moved.last, (await ends(page)).last), 0, 'redone: the same motion')

  await page.evaluate(() => window.kinora.settings({ controlScale: 0 }))
  const scaled = await ends(page)
  assert.equal(difference(scaled.first, scaled.last), 0, 'no amount of motion: a still')
  await studio.close()
})

test('the stage itself shows the motion', async () => {
  const studio = await browser.open()
  const { page } = studio
  await tool(page, 'Trajectory')
  await drag(page, [
    { x, y },
    { x: x + 70, y },
  ])
  await controls(page, 1)
  const pause = page.getByRole('button', { name: 'Pause' })
  if (await pause.isVisible()) await pause.click()
  const shot = async (key) => {
    await page.locator('body').press(key)
    const corner = await onPage(page, { x: x - disc.radius, y: y - disc.radius })
    const other = await onPage(page, { x: x, y: y + disc.radius })
    const clip = { x: corner.x, y: corner.y, width: other.x - corner.x, height: other.y - corner.y }
    await page.waitForTimeout(1200)
    return page.screenshot({ clip })
  }
  const start = await shot('Home')
  const end = await shot('End')
  assert.ok(!start.equals(end), 'what the disc has left looks different on the screen')
  await studio.close()
})

test('a finger draws a path', async () => {
  const studio = await browser.open({ context: { hasTouch: true, isMobile: false } })
  const { page } = studio
  await tool(page, 'Trajectory')
  await swipe(page, [
    { x, y },
    { x: x + 40, y: y + 30 },
  ])
  const [control] = await controls(page, 1)
  assert.ok(Math.hypot(control.points.at(-1).x - x - 40, control.points.at(-1).y - y - 30) < 3)
  await studio.close()
})

test('a pin holds its place, and the freeze brush keeps the source', async () => {
  const studio = await browser.open()
  const { page } = studio
  await tool(page, 'Trajectory')
  await drag(page, [
    { x, y },
    { x: x + 50, y },
  ])
  await controls(page, 1)
  const free = await ends(page)

  await tool(page, 'Pin')
  const place = await onPage(page, { x: x - 25, y })
  await page.mouse.click(place.x, place.y)
  const [, pin] = await controls(page, 2)
  assert.equal(pin.kind, 'pin')
  const flowAt = (px, py) =>
    page.evaluate(
      async ([fx, fy]) => {
        const { picture, settings } = window.kinora.project()
        const { width, height, flow } = await window.kinora.motion(settings.frameCount - 1)
        const at = Math.floor((fy * height) / picture.height) * width + Math.floor((fx * width) / picture.width)
        return [flow[at], flow[width * height + at]]
      },
      [px, py],
    )
  const held = await flowAt(x - 25, y)
  assert.ok(Math.hypot(...held) < 3, `the pinned spot stays (${held})`)
  const led = await flowAt(x, y)
  assert.ok(Math.hypot(led[0] - 50, led[1]) < 3, `the drawn one goes along (${led})`)

  await page.keyboard.press('Control+z')
  await controls(page, 1)
  await tool(page, 'Freeze')
  // Over the place where the disc arrives.
  await drag(page, [
    { x: x + 70, y: y - 50 },
    { x: x + 70, y: y + 50 },
  ])
  const [, freeze] = await controls(page, 2)
  assert.equal(freeze.kind, 'freeze')
  const frozen = await ends(page)
  const core = (px, py) => Math.abs(px / frozen.scale - x - 70) < 8 && Math.abs(py / frozen.scale - y) < 40
  assert.ok(difference(free.first, free.last, core) > 60, 'without it the disc comes here')
  assert.equal(difference(frozen.first, frozen.last, core), 0, 'with it the source stays')
  await studio.close()
})

test('a path is drawn, chosen, nudged and removed with keys alone', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.locator('body').press('t')
  await page.locator('#stage-surface').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  const [control] = await controls(page, 1)
  const [from, to] = [control.points[0], control.points.at(-1)]
  assert.ok(to.x - from.x > 10 && Math.abs(to.y - from.y) < 1, 'a path to the right')

  const row = page.getByRole('list', { name: 'Controls' }).getByRole('button', { name: 'Trajectory 1', exact: true })
  await row.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowRight')
  await page.waitForFunction((before) => window.kinora.project().controls[0].points[0].x > before + 5, from.x)
  const [nudged] = (await project(page)).controls
  assert.ok(Math.abs(nudged.points[0].x - from.x - 10) < 1e-6 && Math.abs(nudged.points[0].y - from.y - 1) < 1e-6)
  await row.focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('To the right')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => window.kinora.project().controls[0].name === 'To the right')
  await page.getByRole('list', { name: 'Controls' }).getByRole('button', { name: 'To the right', exact: true }).focus()
  await page.keyboard.press('Delete')
  await controls(page, 0)
  await studio.close()
})

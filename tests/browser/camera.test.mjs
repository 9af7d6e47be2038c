// The camera, worked by hand: moves by name, a frame that is dragged and zoomed, depth that is painted, keys alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { controls, difference, drag, onPage, pixels, project, startBrowser, tool } from './studio.mjs'

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())

const flowAt = (page, place) =>
  page.evaluate(async ({ x, y }) => {
    const { picture, settings } = window.kinora.project()
    const { width, height, flow } = await window.kinora.motion(settings.frameCount - 1)
    const at = Math.floor((y * height) / picture.height) * width + Math.floor((x * width) / picture.width)
    return { x: flow[at], y: flow[width * height + at] }
  }, place)

test('a move by name: pointed at it plays, pressed it stays; the first frame is the picture', async () => {
  const studio = await browser.open()
  const { page } = studio
  const still = await pixels(page, 'preview', 0)
  await tool(page, 'Camera')
  const moves = page.getByRole('group', { name: 'Camera moves' })
  await moves.getByRole('button', { name: 'Push in' }).hover()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  assert.equal((await project(page)).controls.length, 0, 'nothing is saved yet')
  await moves.getByRole('button', { name: 'Pan right' }).click()
  const [camera] = await controls(page, 1)
  assert.equal(camera.kind, 'camera')
  const { picture, settings } = await project(page)
  const middle = { x: picture.width / 2, y: picture.height / 2 }
  const way = await flowAt(page, middle)
  assert.ok(Math.abs(way.x + camera.amount.x) < 2 && camera.amount.x > 0, `the picture goes to the left: ${way.x}`)
  assert.equal(difference(still, await pixels(page, 'preview', 0)), 0, 'the first frame is the picture')
  const last = await pixels(page, 'preview', settings.frameCount - 1)
  for (let i = 3; i < last.data.length; i += 4) if (last.data[i] !== 255) assert.fail('the border shows')

  // Another move takes its place; undone, the first is back.
  await page.getByRole('group', { name: 'Camera moves' }).getByRole('button', { name: 'Push in' }).click()
  await page.waitForFunction(() => window.kinora.project().controls[0].move === 'zoom')
  await page.keyboard.press('Control+z')
  await page.waitForFunction(() => window.kinora.project().controls[0].move === 'pan')
  await studio.close()
})

test('a drag pans, its frame can be carried on, scaled and zoomed with the wheel', async () => {
  const studio = await browser.open()
  const { page } = studio
  const { picture } = await project(page)
  const middle = { x: picture.width / 2, y: picture.height / 2 }
  await tool(page, 'Camera')
  await drag(page, [
    { x: middle.x + 40, y: middle.y + 50 },
    { x: middle.x + 70, y: middle.y + 56 },
  ])
  const [panned] = await controls(page, 1)
  assert.equal(panned.move, 'pan')
  assert.ok(Math.abs(panned.amount.x - 30) < 2 && Math.abs(panned.amount.y - 6) < 2, JSON.stringify(panned.amount))

  await drag(page, [
    { x: middle.x + panned.amount.x, y: middle.y + panned.amount.y },
    { x: middle.x + 20, y: middle.y },
  ])
  await page.waitForFunction(() => Math.abs(window.kinora.project().controls[0].amount.x - 20) < 2)

  const place = await onPage(page, middle)
  await page.mouse.move(place.x, place.y)
  await page.mouse.wheel(0, -100)
  await page.waitForFunction(() => window.kinora.project().controls[0].keys?.[0]?.zoom > 1.05)
  const [zoomed] = (await project(page)).controls
  assert.equal(zoomed.move, 'path')
  assert.ok(Math.abs(zoomed.keys[0].x - 20) < 2, 'where it was')

  await page.getByRole('button', { name: 'Add a keyframe' }).click()
  await page.waitForFunction(() => window.kinora.project().controls[0].keys.length === 2)
  await page.getByRole('button', { name: 'Remove keyframe 1' }).click()
  await page.waitForFunction(() => window.kinora.project().controls[0].keys.length === 1)
  await studio.close()
})

test('depth is painted: what is near goes the other way than what is far', async () => {
  const studio = await browser.open()
  const { page } = studio
  const { picture } = await project(page)
  await tool(page, 'Camera')
  await page.getByRole('group', { name: 'Camera moves' }).getByRole('button', { name: 'Orbit' }).click()
  await controls(page, 1)
  await page.getByRole('button', { name: 'Paint', exact: true }).click()
  const place = { x: picture.width * 0.3, y: picture.height * 0.2 }
  for (let stroke = 0; stroke < 4; stroke++)
    await drag(page, [place, { x: place.x + 40, y: place.y + 4 }, { x: place.x, y: place.y + 8 }])
  await page.waitForFunction(() => window.kinora.project().controls[0].depth)
  await page.getByRole('button', { name: 'Paint', exact: true }).click()
  const near = await flowAt(page, { x: place.x + 20, y: place.y + 4 })
  const far = await flowAt(page, { x: picture.width * 0.75, y: picture.height * 0.1 })
  assert.ok(near.x < far.x - 5, `near ${near.x}, far ${far.x}`)
  await studio.close()
})

test('by keys alone: the tool, a move, its frame nudged', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.locator('body').press('k')
  const chip = page.getByRole('group', { name: 'Camera moves' }).getByRole('button', { name: 'Pan left' })
  await chip.focus()
  await page.keyboard.press('Enter')
  const [camera] = await controls(page, 1)
  assert.ok(camera.amount.x < 0)
  const row = page.getByRole('list', { name: 'Controls' }).getByRole('button', { name: 'Camera 1', exact: true })
  await row.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.waitForFunction((before) => window.kinora.project().controls[0].amount.x === before + 10, camera.amount.x)
  await page.keyboard.press('Delete')
  await controls(page, 0)
  await studio.close()
})

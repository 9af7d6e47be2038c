// Regions and the motion brush, by hand: clicks, lasso, paint, eraser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { disc } from './pictures.mjs'
import { project, startBrowser } from './studio.mjs'

let studio
let browser

before(async () => {
  browser = await startBrowser()
  studio = await browser.open()
})
after(async () => {
  await studio?.close()
  await browser?.close()
})

const regions = async () => (await project(studio.page)).controls.filter(({ kind }) => kind === 'region')

/** Share of the picture that a region's mask covers, read in the page: masks are bytes. */
const cover = (index = 0) =>
  studio.page.evaluate((at) => {
    const { data } = window.kinora.project().controls.filter(({ kind }) => kind === 'region')[at].mask
    return data.reduce((sum, value) => sum + value, 0) / 255 / data.length
  }, index)

async function place(x, y) {
  const { picture } = await project(studio.page)
  const box = await studio.page.locator('#stage-surface canvas').first().boundingBox()
  return [box.x + (x / picture.width) * box.width, box.y + (y / picture.height) * box.height]
}

async function click(x, y, key) {
  if (key) await studio.page.keyboard.down(key)
  await studio.page.mouse.click(...(await place(x, y)))
  if (key) await studio.page.keyboard.up(key)
}

async function drag(points) {
  const [first, ...rest] = await Promise.all(points.map(([x, y]) => place(x, y)))
  await studio.page.mouse.move(...first)
  await studio.page.mouse.down()
  for (const at of rest) await studio.page.mouse.move(...at, { steps: 6 })
  await studio.page.mouse.up()
}

/** Waits until a number of regions have a number of clicks in all. */
const settled = (count, clicks) =>
  studio.page.waitForFunction(
    ([expected, pressed]) => {
      const own = window.kinora.project().controls.filter(({ kind }) => kind === 'region')
      return own.length === expected && own.reduce((sum, region) => sum + region.clicks.length, 0) === pressed
    },
    [count, clicks],
  )

const tool = (name) => studio.page.getByRole('button', { name, exact: true }).click()
const choose = (name) => studio.page.getByRole('radio', { name, exact: true }).click()

test('a click selects the disc', async () => {
  await tool('Region')
  await click(disc.x, disc.y)
  await settled(1, 1)
  const { picture } = await project(studio.page)
  const truth = (Math.PI * disc.radius ** 2) / picture.width / picture.height
  assert.ok(Math.abs((await cover()) - truth) < 0.25 * truth, `covers ${await cover()}, the disc ${truth}`)
})

test('a plain click in it selects it, and makes no other', async () => {
  await studio.page.keyboard.press('Escape')
  await click(disc.x, disc.y)
  await studio.page.waitForTimeout(200)
  assert.equal((await regions()).length, 1)
  assert.ok(await studio.page.getByRole('button', { name: 'Region 1', pressed: true }).isVisible())
})

test('Shift adds, Alt takes away, and each is undone', async () => {
  const before = await cover()
  await click(disc.x - 2 * disc.radius, disc.y, 'Shift')
  await settled(1, 2)
  assert.ok((await cover()) > before)
  await click(disc.x - 2 * disc.radius, disc.y, 'Alt')
  await settled(1, 3)
  await studio.page.keyboard.press('Control+z')
  await settled(1, 2)
  await studio.page.keyboard.press('Control+z')
  await settled(1, 1)
  assert.equal(await cover(), before)
  await studio.page.keyboard.press('Control+z')
  await settled(0, 0)
})

test('a lasso snaps to what it goes around', async () => {
  await choose('Lasso')
  const ring = Array.from({ length: 13 }, (_, k) => [
    disc.x + 1.4 * disc.radius * Math.cos((2 * Math.PI * k) / 12),
    disc.y + 1.4 * disc.radius * Math.sin((2 * Math.PI * k) / 12),
  ])
  await drag(ring)
  await settled(1, 0)
  const { picture } = await project(studio.page)
  const truth = (Math.PI * disc.radius ** 2) / picture.width / picture.height
  assert.ok(Math.abs((await cover()) - truth) < 0.2 * truth, `covers ${await cover()}, the disc ${truth}`)
})

test('painting takes away from the selected region', async () => {
  await choose('Paint')
  await choose('Take away')
  const before = await cover()
  await drag([
    [disc.x, disc.y - 0.5 * disc.radius],
    [disc.x, disc.y + 0.5 * disc.radius],
  ])
  await studio.page.waitForFunction((former) => {
    const { data } = window.kinora.project().controls.find(({ kind }) => kind === 'region').mask
    return data.reduce((sum, value) => sum + value, 0) / 255 / data.length < former
  }, before)
  await choose('New')
})

test('the brush limits what a path moves to the painted area', async () => {
  const { page } = studio
  await page.evaluate(async () => {
    for (const { id } of window.kinora.project().controls) await window.kinora.remove(id)
  })
  await tool('Brush')
  await drag([
    [disc.x - 10, disc.y],
    [disc.x + 10, disc.y],
  ])
  const painted = await page.evaluate(async ({ x, y }) => {
    await window.kinora.add({
      kind: 'trajectory',
      points: [
        { x, y },
        { x: x + 40, y },
      ],
    })
    const brush = window.kinora.project().controls.find(({ kind }) => kind === 'brush')
    const { width, height, flow } = await window.kinora.motion(95)
    let [inside, outside] = [0, 0]
    for (let i = 0; i < width * height; i++) {
      const column = Math.floor((((i % width) + 0.5) * brush.mask.width) / width)
      const row = Math.floor(((Math.floor(i / width) + 0.5) * brush.mask.height) / height)
      const length = Math.hypot(flow[i], flow[width * height + i])
      if (brush.mask.data[row * brush.mask.width + column] === 0) outside = Math.max(outside, length)
      else inside = Math.max(inside, length)
    }
    return { inside, outside }
  }, disc)
  assert.ok(painted.inside > 10, `moves ${painted.inside} px inside`)
  assert.equal(painted.outside, 0)
})

test('what a path moves can be chosen: a region of the thing under its beginning, and no second time', async () => {
  const { page } = studio
  await page.evaluate(async ({ x, y }) => {
    for (const { id } of window.kinora.project().controls) await window.kinora.remove(id)
    const points = [
      { x, y },
      { x: x + 40, y },
    ]
    await window.kinora.add({ kind: 'trajectory', points })
  }, disc)
  await page.getByRole('list', { name: 'Controls' }).getByRole('button', { name: 'Trajectory 1', exact: true }).click()
  await page.getByRole('button', { name: 'Choose what it moves' }).click()
  await settled(1, 1)
  await page.waitForFunction(() => {
    const { controls } = window.kinora.project()
    const region = controls.find(({ kind }) => kind === 'region')
    return controls.find(({ kind }) => kind === 'trajectory').region === region.id
  })
  assert.ok(await page.getByRole('button', { name: 'Region', exact: true, pressed: true }).isVisible())
  await page.getByRole('list', { name: 'Controls' }).getByRole('button', { name: 'Trajectory 1', exact: true }).click()
  assert.equal(await page.getByRole('button', { name: 'Choose what it moves' }).count(), 0)
})

test('a control is dragged by its sign to another depth', async () => {
  const { page } = studio
  await page.evaluate(async () => {
    for (const { id } of window.kinora.project().controls) await window.kinora.remove(id)
    for (const x of [20, 40, 60]) await window.kinora.add({ kind: 'pin', x, y: 20 })
  })
  const places = async () => (await project(page)).controls.map(({ x }) => x)
  const rows = page.getByRole('list', { name: 'Controls' }).getByRole('listitem')
  // The front is the upper row: the last one that was added.
  const [front, back] = [await rows.nth(0).boundingBox(), await rows.nth(2).boundingBox()]
  await page.mouse.move(front.x + 14, front.y + front.height / 2)
  await page.mouse.down()
  await page.mouse.move(back.x + 14, back.y + back.height - 2, { steps: 6 })
  await page.mouse.up()
  assert.deepEqual(await places(), [60, 20, 40])
  await page.keyboard.press('Control+z')
  assert.deepEqual(await places(), [20, 40, 60])
})

// The fluid tool with real gestures: an area is painted, an arrow dragged in it, and it flows.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startBrowser } from './studio.mjs'

let studio
before(async () => {
  studio = await startBrowser()
})
after(() => studio?.close())

test('paint an area, drag an arrow in it, and it flows', async () => {
  const { page, close } = await studio.open()
  const tool = page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: 'Fluid', exact: true })
  await tool.click()
  assert.equal(await tool.getAttribute('aria-pressed'), 'true')
  await page.getByLabel('Size').first().waitFor()
  const box = await page.locator('#stage-surface').boundingBox()
  const at = (x, y) => [box.x + x * box.width, box.y + y * box.height]
  const drag = async (from, to) => {
    await page.mouse.move(...from)
    await page.mouse.down()
    await page.mouse.move(...to, { steps: 12 })
    await page.mouse.up()
  }
  await drag(at(0.35, 0.5), at(0.65, 0.5))
  await page.getByText('Now drag an arrow inside the area').waitFor()
  const fluids = () => page.evaluate(() => kinora.project().controls.filter(({ kind }) => kind === 'fluid'))
  assert.deepEqual((await fluids())[0].arrows, [])
  await drag(at(0.45, 0.5), at(0.55, 0.5))
  const [fluid, ...others] = await fluids()
  assert.equal(others.length, 0)
  assert.equal(fluid.arrows.length, 1)
  assert.ok(fluid.arrows[0].dx > 20 && Math.abs(fluid.arrows[0].dy) < 2, JSON.stringify(fluid.arrows))
  // What flows a frame after the beginning: an arrow's length a second.
  const flow = await page.evaluate(async ({ x, y }) => {
    const { width, height, flow } = await kinora.motion(2)
    const { picture, settings } = kinora.project()
    const index = Math.floor((y * height) / picture.height) * width + Math.floor((x * width) / picture.width)
    return [flow[index] * (settings.fps / 2), flow[width * height + index] * (settings.fps / 2)]
  }, fluid.arrows[0])
  assert.ok(Math.abs(flow[0] - fluid.arrows[0].dx) < 0.1 * fluid.arrows[0].dx, `flow ${flow}`)
  await page.getByLabel('What flows').selectOption('clouds')
  assert.equal((await fluids())[0].substance, 'clouds')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  assert.deepEqual((await fluids())[0].arrows, [])
  await page.keyboard.press('Control+z')
  assert.deepEqual(await fluids(), [])
  await close()
})

// What finds faces is large: it comes when it is first wanted, says how far it is, can be called off, and is kept for a start
// without a network.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { facePng } from './drawn-face.mjs'
import { onPage, openPicture, project, startBrowser, tool } from './studio.mjs'

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())

async function clickFace(page) {
  const middle = await onPage(page, { x: 200, y: 200 })
  await page.mouse.click(middle.x, middle.y)
}

test('it comes when a face is first looked for, with its share; called off, nothing has changed', async () => {
  const studio = await browser.open({ context: { serviceWorkers: 'block' } })
  const { page, context } = studio
  const asked = []
  page.on('request', (request) => {
    if (request.url().includes('/perception/')) asked.push(request.url())
  })
  const held = []
  await context.route('**/perception/face_mesh/*.wasm', (route) => held.push(route))
  await openPicture(page, await facePng(), 'man.png')
  await tool(page, 'Face')
  await page.getByText('Click a face to bring it to life').waitFor()
  assert.deepEqual(asked, [], 'nothing is fetched before')

  await clickFace(page)
  const bar = page.getByRole('progressbar', { name: 'What finds faces and bodies' })
  await page.waitForFunction(() => {
    const told = document.querySelector('[role=progressbar][aria-valuenow]')?.getAttribute('aria-valuenow')
    return Number(told) >= 20 && Number(told) < 100
  })
  await page.getByRole('button', { name: 'Cancel' }).click()
  await bar.waitFor({ state: 'detached' })
  await page.getByText('Click a face to bring it to life').waitFor()
  assert.equal((await project(page)).controls.length, 0)
  await Promise.all(held.map((route) => route.abort().catch(() => {})))

  await context.unroute('**/perception/face_mesh/*.wasm')
  await clickFace(page)
  await page.waitForFunction(() => window.kinora.project().controls.length === 1)
  await studio.close()
})

test('once it has come it is there without a network', async () => {
  const studio = await browser.open()
  const { page, context } = studio
  await openPicture(page, await facePng(), 'man.png')
  await tool(page, 'Face')
  await clickFace(page)
  await page.waitForFunction(() => window.kinora.project().controls.length === 1)
  await page.waitForFunction(async () => {
    const kept = (await (await caches.open('kinora-big-files')).keys()).map(({ url }) => url)
    return ['face_mesh_solution_simd_wasm_bin.wasm', 'selfie_segmentation.tflite', 'files.json'].every((name) =>
      kept.some((url) => url.includes(name)),
    )
  })
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  await context.setOffline(true)
  await page.reload()
  await page.waitForFunction(() => 'kinora' in window)
  await openPicture(page, await facePng({ smile: 1 }), 'smile.png')
  await page.evaluate(() => window.kinora.add({ kind: 'face' }))
  assert.ok((await project(page)).controls[0].landmarks)
  await studio.close()
})

// A host that sends no special headers is enough.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { disc } from './pictures.mjs'
import { openPicture, startBrowser } from './studio.mjs'

let browser
before(async () => {
  browser = await startBrowser({ plain: true })
})
after(() => browser?.close())

test('on a plain host the service worker isolates the page, and the studio works', async () => {
  const studio = await browser.open({ picture: false })
  const { page } = studio
  await page.waitForFunction(() => window.crossOriginIsolated && 'kinora' in window, null, { timeout: 60_000 })
  await openPicture(page)
  const stats = await page.evaluate(async ({ x, y }) => {
    const { threads } = await window.kinora.ready
    window.kinora.settings({ frameCount: 8, fps: 8 })
    await window.kinora.add({
      kind: 'trajectory',
      points: [
        { x, y },
        { x: x + 40, y },
      ],
    })
    return { ...(await window.kinora.render()), threads }
  }, disc)
  assert.equal(stats.frames, 8)
  await studio.close()
})

test('after the first visit the studio opens without a network', async () => {
  const studio = await browser.open({ picture: false })
  const { page, context } = studio
  await page.waitForFunction(() => window.crossOriginIsolated && 'kinora' in window)
  await page.evaluate(() => window.kinora.ready)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await context.setOffline(true)
  await page.reload()
  await page.waitForFunction(() => 'kinora' in window)
  await openPicture(page)
  await studio.close()
})

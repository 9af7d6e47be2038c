// What goes wrong ends in a message and a working studio.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { disc } from './pictures.mjs'
import { controls, difference, pixels, startBrowser } from './studio.mjs'

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())

const path = {
  kind: 'trajectory',
  points: [
    { x: disc.x, y: disc.y },
    { x: disc.x + 50, y: disc.y },
  ],
}

/** The worker of this name, once it runs. */
async function worker(page, name) {
  for (let attempt = 0; attempt < 100; attempt++) {
    for (const candidate of page.workers()) {
      const own = await candidate.evaluate(() => self.name).catch(() => '')
      if (own === name) return candidate
    }
    await page.waitForTimeout(100)
  }
  throw new Error(`no worker ${name}`)
}

test('a killed engine is said, and starts again', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate(() => window.kinora.ready)
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.evaluate(() => window.kinora.settings({ frameCount: 8, fps: 8 }))
  const killed = await worker(page, 'engine')
  await killed.evaluate(() => self.close()).catch(() => {})
  const alert = page.getByRole('alert')
  await alert.waitFor()
  assert.match(await alert.textContent(), /Your project is safe/)
  await controls(page, 1)
  await alert.getByRole('button').click()
  await page.evaluate(() => window.kinora.ready)
  assert.equal(await alert.count(), 0)
  const { frames } = await page.evaluate(() => window.kinora.render())
  assert.equal(frames, 8, 'it renders again')
  await studio.close()
})

test('an engine that dies in the middle of a render ends the render', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate(() => window.kinora.ready)
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.evaluate(() => window.kinora.settings({ frameCount: 60, quality: 'full', workingSide: 256 }))
  const killed = await worker(page, 'engine')
  await page.evaluate(() => {
    window.ended = window.kinora.render({ learned: true }).catch((error) => error.code)
  })
  await page.getByRole('progressbar', { name: 'Render progress' }).waitFor()
  await killed.evaluate(() => self.close()).catch(() => {})
  await page.getByRole('alert').first().waitFor()
  await page.getByRole('progressbar', { name: 'Render progress' }).waitFor({ state: 'detached' })
  assert.equal(await page.evaluate(() => window.ended), 'worker-crashed')
  await controls(page, 1)
  await studio.close()
})

test('a killed preview comes back and moves again', async () => {
  const studio = await browser.open()
  const { page } = studio
  const killed = await worker(page, 'preview')
  await killed.evaluate(() => self.close()).catch(() => {})
  const alert = page.getByRole('alert')
  await alert.waitFor({ timeout: 10_000 }).catch(() => {})
  if (await alert.count()) await alert.getByRole('button').first().click()
  await page.evaluate((control) => window.kinora.add(control), path)
  const [first, last] = [await pixels(page, 'preview', 0), await pixels(page, 'preview', 95)]
  assert.ok(difference(first, last) > 60)
  await studio.close()
})

test('a pack that cannot be loaded is said in words; the preview works without it', async () => {
  const studio = await browser.open({ picture: false })
  const { page, context } = studio
  await context.route('**/packs/pocket/**', (route) => route.abort())
  await page.reload()
  await page.getByRole('alert').first().waitFor()
  assert.match(await page.getByRole('alert').first().textContent(), /model could not be loaded/)
  await page.waitForFunction(() => window.kinora.project().controls.length === 1)
  const [first, last] = [await pixels(page, 'preview', 0), await pixels(page, 'preview', 95)]
  assert.ok(difference(first, last) > 40, 'the sample moves by the plain method')
  await studio.close()
})

// What was made is found again: after a reload, and in a file.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { disc } from './pictures.mjs'
import { controls, difference, downloaded, opened, pixels, project, startBrowser } from './studio.mjs'

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

test('a closed tab comes back as it was', async () => {
  const studio = await browser.open()
  const { page, context } = studio
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.evaluate(() => window.kinora.settings({ frameCount: 20, fps: 10 }))
  const left = await project(page)
  const seen = await pixels(page, 'preview', 19)
  // Saved within a second, or on a busy machine when the bar says so.
  await page.waitForTimeout(1500)
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.close({ runBeforeUnload: false })

  const next = await context.newPage()
  await next.goto(`${browser.url}?lang=en`)
  await next.waitForFunction(
    (name) =>
      window.kinora?.project &&
      (() => {
        try {
          return window.kinora.project().name === name
        } catch {
          return false
        }
      })(),
    left.name,
  )
  assert.deepEqual(await project(next), left)
  assert.equal(difference(await pixels(next, 'preview', 19), seen), 0, 'and looks as it did')
  await studio.close()
})

test('a project file brings everything to another browser', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate((control) => window.kinora.add(control), path)
  const left = await project(page)
  const { bytes, name } = await downloaded(page, () => page.getByRole('button', { name: 'Save project' }).click())
  await studio.close()

  const other = await browser.open({ picture: false })
  await other.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer: bytes })
  await opened(other.page, left.name)
  assert.deepEqual(await project(other.page), left)
  await controls(other.page, 1)

  // A damaged one is refused and nothing changes.
  const damaged = Buffer.from(bytes)
  damaged.fill(0, 40, damaged.length - 60)
  await other.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer: damaged })
  await other.page.getByRole('alert').waitFor()
  assert.deepEqual(await project(other.page), left)
  await other.close()
})

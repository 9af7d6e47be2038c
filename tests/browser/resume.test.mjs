// A render that was interrupted goes on where it was, and ends as it would have.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { disc } from './pictures.mjs'
import { difference, opened, pixels, startBrowser } from './studio.mjs'

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
const settings = { frameCount: 40, fps: 12, quality: 'full', workingSide: 64, steps: 8, seed: 3 }
const shown = [5, 23, 39]

/** A studio with something to render, in which all networks are to draw. */
async function prepared() {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate(() => window.kinora.ready)
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.evaluate((change) => window.kinora.settings(change), settings)
  return studio
}

/** Begins to render, and waits until it is well under way and the disk knows. */
async function begin(page) {
  await page.evaluate(() => {
    window.steps = 0
    window.ended = window.kinora
      .render({ learned: true, onProgress: ({ stage }) => (window.steps += stage === 'step') })
      .catch((error) => error.code)
  })
  await page.waitForFunction(() => window.steps > 5)
  await page.waitForFunction(async () => {
    const root = await navigator.storage.getDirectory()
    const renders = await root.getDirectoryHandle('renders').catch(() => null)
    if (!renders) return false
    for await (const folder of renders.values()) if (await folder.getFileHandle('state').catch(() => null)) return true
    return false
  })
}

const frames = async (page) => {
  const seen = []
  for (const frame of shown) seen.push(await pixels(page, 'frame', frame))
  return seen
}

/** The same without any interruption. */
async function wanted() {
  const studio = await prepared()
  const stats = await studio.page.evaluate(() => window.kinora.render({ learned: true }))
  const seen = await frames(studio.page)
  await studio.close()
  return { seen, runs: stats.runs.unet }
}

async function engineOf(page) {
  for (const worker of page.workers())
    if ((await worker.evaluate(() => self.name).catch(() => '')) === 'engine') return worker
  throw new Error('no engine')
}

const same = (found, expected) => {
  for (const [i, picture] of found.entries()) assert.equal(difference(picture, expected[i]), 0, `frame ${shown[i]}`)
}

test('after its worker was killed, and after its tab was closed', async (context) => {
  const { seen, runs } = await wanted()

  await context.test('a killed worker', async () => {
    const studio = await prepared()
    const { page } = studio
    await begin(page)
    await (await engineOf(page)).evaluate(() => self.close()).catch(() => {})
    const alert = page.getByRole('alert')
    await alert.first().waitFor()
    assert.equal(await page.evaluate(() => window.ended), 'worker-crashed')
    await alert.first().getByRole('button').click()
    // It goes on by itself.
    await page.getByText(/Rendered 40 frames/).waitFor()
    same(await frames(page), seen)
    await studio.close()
  })

  await context.test('a closed tab', async () => {
    const studio = await prepared()
    const { page, context: profile } = studio
    await page.waitForTimeout(1500)
    await page.getByText('Saved', { exact: true }).waitFor()
    const { name } = await page.evaluate(() => window.kinora.project())
    await begin(page)
    await page.close({ runBeforeUnload: false })

    const next = await profile.newPage()
    await next.goto(`${browser.url}?lang=en`)
    await next.waitForFunction(() => 'kinora' in window)
    await opened(next, name)
    const offer = next.getByText(/The last render stopped at \d+ %/)
    await offer.waitFor()
    const percent = Number(/(\d+) %/.exec(await offer.textContent())[1])
    assert.ok(percent > 0 && percent < 100, `${percent} %`)
    await next.getByRole('button', { name: 'Go on with it' }).click()
    await next.getByText(/Rendered 40 frames/).waitFor()
    same(await frames(next), seen)
    // What was only for going on is gone.
    const left = await next.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      const names = []
      for await (const folder of (await root.getDirectoryHandle('renders')).values())
        for await (const file of folder.keys()) names.push(file)
      return names.filter((file) => !file.startsWith('fill-'))
    })
    assert.deepEqual(left, [])
    await studio.close()
  })
  assert.ok(runs > 20, `${runs} runs`)
})

// What goes wrong ends in a message and a working studio.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { disc, png, scene } from './pictures.mjs'
import { controls, difference, opened, openPicture, pixels, project, startBrowser } from './studio.mjs'

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
  await opened(page, 'Paper boat at dusk')
  const [first, last] = [await pixels(page, 'preview', 0), await pixels(page, 'preview', 95)]
  assert.ok(difference(first, last) > 40, 'the sample moves by the plain method')
  await studio.close()
})

test('a lost graphics card is said, and the studio goes on with another worker', async () => {
  const studio = await browser.open({ picture: false, address: '?lang=en&provider=wasm' })
  const { page } = studio
  // Whatever device the engine asks for can be taken away by hand.
  await page.context().route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
    const answer = await route.fetch()
    const prelude = `if (self.GPUAdapter) { const ask = GPUAdapter.prototype.requestDevice; self.devices = [];
      GPUAdapter.prototype.requestDevice = async function (...given) {
        const device = await ask.apply(this, given); self.devices.push(device); return device } };`
    await route.fulfill({ response: answer, body: prelude + (await answer.text()) })
  })
  await page.goto(page.url().replace('provider=wasm', 'provider=webgpu'))
  await page.waitForFunction(() => 'kinora' in window)
  await openPicture(page)
  const { provider } = await page.evaluate(() => window.kinora.ready)
  assert.equal(provider, 'webgpu')
  const engine = await worker(page, 'engine')
  const lost = await engine.evaluate(() => self.devices.map((device) => device.destroy()).length)
  assert.ok(lost > 0, 'a device was taken away')
  await page.evaluate((control) => window.kinora.add(control), path)
  const alert = page.getByRole('alert').filter({ hasText: 'graphics card stopped' })
  await alert.first().waitFor()
  assert.match(await alert.first().textContent(), /Your project is safe/)
  await controls(page, 1)
  await alert.first().getByRole('button', { name: 'Restart' }).click()
  await page.evaluate(() => window.kinora.ready)
  assert.equal(await alert.count(), 0, 'another device has taken its place')
  await controls(page, 1)
  await studio.close()
})

test('a full disk is said once; what was saved stays, and the next change is saved when there is room', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.getByText('Saved', { exact: true }).first().waitFor()
  // What the browser's database throws when the disk has no room.
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put
    window.room = () => {
      IDBObjectStore.prototype.put = put
    }
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
  })
  await page.evaluate(() => window.kinora.add({ kind: 'pin', x: 20, y: 20 }))
  const alert = page.getByRole('alert').filter({ hasText: 'storage of this browser is full' })
  await alert.waitFor()
  await page.evaluate(() => window.kinora.add({ kind: 'pin', x: 40, y: 20 }))
  await page.waitForTimeout(1500)
  assert.equal(await alert.count(), 1, 'it is said once')
  await controls(page, 3)
  await page.evaluate(() => window.room())
  await alert.getByRole('button').first().click()
  await page.getByText('Saved', { exact: true }).first().waitFor()
  await page.reload()
  await controls(page, 3)
  await studio.close()
})

test('two tabs on one project: the second works on a copy and says so, neither writes over the other', async () => {
  const studio = await browser.open()
  const { page, context } = studio
  await page.evaluate((control) => window.kinora.add(control), path)
  await page.getByText('Saved', { exact: true }).first().waitFor()
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByText('open in another tab').first().waitFor()
  await controls(other, 1)
  await other.evaluate(() => window.kinora.add({ kind: 'pin', x: 20, y: 20 }))
  await page.evaluate(() => window.kinora.settings({ frameCount: 30 }))
  // At once it may still say so of what was saved before; from then on it says so when all is saved, however busy the machine is.
  await page.waitForTimeout(1500)
  for (const tab of [page, other]) await tab.getByText('Saved', { exact: true }).first().waitFor()
  await other.close()
  await page.reload()
  await page.waitForFunction(() => 'kinora' in window)
  await page.waitForFunction(() => {
    try {
      return window.kinora.project().settings.frameCount === 30
    } catch {
      return false
    }
  })
  await controls(page, 1)
  await studio.close()
})

test('200 damaged pictures and projects: each is refused in words or opened, and nothing else is lost', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate((control) => window.kinora.add(control), path)
  const before = await project(page)
  const small = png(scene(60, 40)).toString('base64')
  const counted = await page.evaluate(async (base64) => {
    const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    const mine = new Uint8Array(await (await window.kinora.save()).arrayBuffer())
    const kinds = [
      [bytes(base64), (blob) => window.kinora.open(blob)],
      [mine, (blob) => window.kinora.load(blob)],
    ]
    let seed = 5
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return seed / 2 ** 32
    }
    const codes = {}
    for (let round = 0; round < 200; round++) {
      const [whole, open] = kinds[round % 2]
      const copy = whole.slice(0, random() < 0.3 ? Math.floor(random() * whole.length) : whole.length)
      for (let count = 0; count < 4; count++) copy[Math.floor(random() * copy.length)] = 256 * random()
      const code = await open(new Blob([copy])).then(
        () => 'opened',
        (error) => error.code ?? String(error),
      )
      codes[code] = (codes[code] ?? 0) + 1
    }
    await window.kinora.load(new Blob([mine]))
    return codes
  }, small)
  const known = [
    'opened',
    'picture-unreadable',
    'picture-too-large',
    'project-unreadable',
    'project-field',
    'project-newer',
  ]
  assert.deepEqual(
    Object.keys(counted).filter((code) => !known.includes(code)),
    [],
  )
  assert.ok(counted['picture-unreadable'] > 20 && counted['project-unreadable'] > 20, JSON.stringify(counted))
  assert.deepEqual(await project(page), before)
  const [first, last] = [await pixels(page, 'preview', 0), await pixels(page, 'preview', 95)]
  assert.ok(difference(first, last) > 40, 'it still moves')
  await studio.close()
})

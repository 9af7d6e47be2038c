// The worker that brings models reaches the one host in its address, whoever serves the studio.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startHost } from './model-host.mjs'
import { folder, startBrowser } from './studio.mjs'

const script = `assets/${readdirSync(join(folder, 'assets')).find((name) => name.startsWith('install-worker-'))}`

/** What the worker with this `reach` answers when it is asked to look at an address: a text, or an error's code. */
const look = (page, reach, address) =>
  page.evaluate(
    ([url, asked]) =>
      new Promise((resolve) => {
        const worker = new Worker(url, { type: 'module' })
        worker.onmessage = ({ data }) => {
          resolve(data.type === 'HANDLER' ? data.value.code : data.value)
          worker.terminate()
        }
        // The message by which comlink calls a function.
        worker.postMessage({ id: 'x', type: 'APPLY', path: ['look'], argumentList: [{ type: 'RAW', value: asked }] })
      }),
    [`${script}?reach=${encodeURIComponent(reach)}`, address],
  )

for (const plain of [false, true])
  test(`on a host ${plain ? 'without' : 'with'} headers`, async () => {
    const browser = await startBrowser({ plain })
    const [asked, other] = [await startHost(), await startHost()]
    for (const host of [asked, other]) host.files = { 'pack.json': Buffer.from('described') }
    const studio = await browser.open({ picture: false, allowed: [asked.origin, other.origin] })
    const { page } = studio
    await page.waitForFunction(() => window.crossOriginIsolated && 'kinora' in window, null, { timeout: 60_000 })
    assert.equal(await look(page, asked.origin, `${asked.origin}/pack.json`), 'described')
    assert.equal(await look(page, asked.origin, `${other.origin}/pack.json`), 'model-unreachable')
    for (const nobody of ['', `${other.origin}/`, `${other.origin} ${asked.origin}`, '*', "'self'; connect-src *"])
      assert.equal(await look(page, nobody, `${other.origin}/pack.json`), 'model-unreachable', nobody)
    assert.deepEqual(other.asked, [], 'nobody else was asked')
    assert.equal(await look(page, 'any', `${other.origin}/pack.json`), 'described')
    const own = await page.evaluate(
      (address) =>
        fetch(address).then(
          () => 'reached',
          () => 'refused',
        ),
      asked.origin,
    )
    assert.equal(own, 'refused', 'the page itself reaches nobody')
    await studio.close()
    for (const it of [asked, other, browser]) await it.close()
  })

// The moving picture in a real browser: the warp on the device agrees with the CPU's, and the preview worker draws.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { serve } from '../../scripts/serve.mjs'
import { launch } from './launch.mjs'

let folder
let server
let browser
let page
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinora-warp-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('./warp-harness/', import.meta.url)),
    base: './',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022' },
  })
  server = await serve({ folder })
  browser = await launch()
  page = await browser.newPage()
  await page.goto(server.url)
  await page.waitForFunction(() => 'warp' in window)
})
after(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

for (const [which, name] of [
  ['path', 'a path'],
  ['mixed', 'regions and a limit'],
  ['camera', 'a camera that goes past a region'],
  ['fluid', 'a fluid behind a thing'],
]) {
  test(`the warp on the device and on the CPU give the same picture: ${name}`, async (context) => {
    const result = await page.evaluate((scene) => window.warp.agreement([0, 0.004, 0.37, 1], scene), which)
    if (!result) return context.skip('no WebGPU adapter')
    assert.deepEqual(result.errors, [])
    for (const { time, largest, far, mean } of result.frames) {
      context.diagnostic(`at ${time}: largest difference ${largest}, ${far} above 8, mean ${mean.toFixed(4)}`)
      // On the edge of two triangles rounding decides which of them a pixel belongs to.
      assert.ok(
        time === 0 ? largest === 0 : far <= 4 && (which === 'camera' || largest <= 32),
        `at ${time}: ${largest}, ${far}`,
      )
      assert.ok(mean <= 0.1, `at ${time}: ${mean}`)
    }
  })
}

test('the preview worker draws what moves', async (context) => {
  const result = await page.evaluate(() => window.warp.openPreview('cpu'))
  const others = result.others.map((value) => value.toFixed(0)).join(', ')
  context.diagnostic(`from hints to a picture: first ${result.first.toFixed(0)} ms, then ${others} ms`)
  assert.equal(result.renderer, 'cpu')
  // The square is 4 % of the picture; what is lifted is a little wider.
  assert.ok(result.lifted > 0.04 && result.lifted < 0.08, `lifted ${result.lifted}`)
  assert.equal(result.again, null, 'another scale lifts nothing new')
  assert.ok(result.reach > 200, `reach ${result.reach}`)
  assert.ok(Math.abs(result.flow[0] - 63.3) < 1 && Math.abs(result.flow[1] - 10.6) < 1, `flow ${result.flow}`)
  const [before, after] = result.places
  // Its right half passes under the frozen area, whose border lies at 170.
  assert.ok(before.x > 79 && before.x < 81, `at first ${before.x}`)
  assert.ok(after.x > 140 && after.x < 148, `at the end ${after.x}`)
})

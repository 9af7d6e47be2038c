// Builds the page, serves it with packs beside it and opens it in Chromium.
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { serve } from '../../../../scripts/serve.mjs'
import { launch } from '../../../browser/launch.mjs'

/** Resolves to `run(pack, fixture)` and `draw(pack, clip)` on WebGPU, `load`, the browser, and `close`; `packs` is the folder of all packs. */
export async function openPage(packs) {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-convert-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
  })
  await symlink(packs, join(folder, 'packs'))
  await symlink(fileURLToPath(new URL('../../../../models/pocket', import.meta.url)), join(folder, 'pocket'))
  const server = await serve({ folder })
  const browser = await launch()
  const tab = await browser.newPage()
  tab.setDefaultTimeout(0)
  await tab.goto(server.url)
  await tab.waitForFunction(() => 'runPart' in window)
  return {
    browser,
    draw: (pack, fixture) => tab.evaluate(([p, f]) => window.drawClip(p, f), [pack, fixture]),
    load: (asked) => tab.evaluate((it) => window.load(it), asked),
    run: (pack, fixture) => tab.evaluate(([p, f]) => window.runPart(p, f), [pack, fixture]),
    async close() {
      await browser.close()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

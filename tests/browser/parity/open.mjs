// Builds the parity page, serves it with the studio's own headers and opens it in Chromium.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { findChromium } from '../../../scripts/chromium.mjs'
import { serve } from '../../../scripts/serve.mjs'

/**
 * Resolves to `run(provider, fixtures, options)`, which runs every fixture on 'wasm' or 'webgpu' and gives the
 * largest error of each output, and `close`. `strict` forbids WebGPU to leave an operator to the CPU, `half` computes in half precision.
 */
export async function openParity(pack = fileURLToPath(new URL('../../../models/pocket', import.meta.url))) {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-parity-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
  })
  await cp(pack, join(folder, 'packs/pocket'), { recursive: true })
  const server = await serve({ folder })
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--enable-unsafe-webgpu',
    ],
  })
  const tab = await browser.newPage()
  tab.setDefaultTimeout(600_000)
  const problems = []
  tab.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  tab.on('pageerror', (error) => problems.push(String(error)))
  await tab.goto(server.url)
  await tab.waitForFunction(() => 'parity' in window)
  return {
    problems,
    run: (provider, fixtures, options = {}) =>
      tab.evaluate(([p, f, o]) => window.parity(p, f, o), [provider, fixtures, options]),
    banks: () => tab.evaluate(() => window.banks()),
    async close() {
      await browser.close()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

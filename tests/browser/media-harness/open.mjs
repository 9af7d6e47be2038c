// Builds the media harness, serves it with the studio's own headers and opens it in Chromium.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { findChromium } from '../../../scripts/chromium.mjs'
import { serve } from '../../../scripts/serve.mjs'

export async function openHarness() {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-media-'))
  await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
  })
  const server = await serve({ folder })
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  const context = await browser.newContext()
  const elsewhere = []
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && !server.url.startsWith(origin)) elsewhere.push(request.url())
  })

  /** A fresh page and worker, with a way to call the harness; bytes come back as Buffers. */
  async function page() {
    const tab = await context.newPage()
    const problems = []
    tab.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    tab.on('pageerror', (error) => problems.push(String(error)))
    await tab.goto(server.url)
    await tab.waitForFunction(() => 'media' in window)
    async function call(name, ...args) {
      const result = await tab.evaluate(([n, a]) => window.media(n, ...a), [name, args.map(plain)])
      return 'error' in result ? result : { value: rich(result.value) }
    }
    return { call, problems, tab, close: () => tab.close() }
  }

  return {
    page,
    elsewhere,
    async close() {
      await browser.close()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function plain(value) {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64'), type: '' } : value
}

function rich(value) {
  if (typeof value !== 'object' || value === null) return value
  if (typeof value.base64 === 'string') return Buffer.from(value.base64, 'base64')
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rich(item)]))
}

// Builds the media harness, serves it with the studio's own headers and opens it in Chromium.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { serve } from '../../../scripts/serve.mjs'
import { launch } from '../launch.mjs'

export async function openHarness() {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-media-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
  })
  const server = await serve({ folder })
  const browser = await launch()

  /** A fresh profile: its pages share one storage. `elsewhere` lists requests to other origins. */
  async function profile() {
    const context = await browser.newContext()
    const elsewhere = []
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url())
      if (protocol.startsWith('http') && !server.url.startsWith(origin)) elsewhere.push(request.url())
    })
    return { elsewhere, page: () => openPage(context, server.url), close: () => context.close() }
  }

  return {
    profile,
    async close() {
      await browser.close()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function openPage(context, url) {
  const tab = await context.newPage()
  const problems = []
  tab.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  tab.on('pageerror', (error) => problems.push(String(error)))
  await tab.goto(url)
  await tab.waitForFunction(() => 'media' in window)
  return {
    tab,
    problems,
    /** Calls the worker: { value } or { error: { code, data } }. Bytes go and come as Buffers. */
    async call(name, ...args) {
      const result = await tab.evaluate(([n, a]) => window.media(n, ...a), [name, args.map(plain)])
      return 'error' in result ? result : { value: rich(result.value) }
    },
    /** Calls the page's own part, which keeps snapshots. */
    storage: (name, ...args) => tab.evaluate(([n, a]) => window.storage(n, ...a), [name, args]),
    close: () => tab.close(),
  }
}

function plain(value) {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64'), type: '' } : value
}

function rich(value) {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(rich)
  if (typeof value.base64 === 'string') return Buffer.from(value.base64, 'base64')
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rich(item)]))
}

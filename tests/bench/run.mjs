// Measures the studio in headless Chromium and the same graphs in Node: `npm run bench`. Prints one JSON line a figure
// and a table; `-- --write` puts both into docs/results. Nothing here can fail for being slow.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { findChromium } from '../../scripts/chromium.mjs'
import { serve } from '../../scripts/serve.mjs'
import { engineInNode, wasmAgainstNode } from './engine.mjs'
import { firstStart } from './first-start.mjs'
import { draft, firstMotion, full, previewRate } from './in-browser.mjs'
import { graphsInNode } from './in-node.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const figures = []

/** Notes a figure; `target` is what it should at most be, or at least where `most` is false. */
function note(name, value, unit, target, most = true) {
  const figure = { name, value: round(value), unit }
  if (target !== undefined)
    Object.assign(figure, { target: `${most ? '<=' : '>='} ${target}`, met: most ? value <= target : value >= target })
  figures.push(figure)
  console.log(JSON.stringify(figure))
}

const round = (value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)

const folder = await mkdtemp(join(tmpdir(), 'kinora-bench-'))
await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
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
const version = browser.version()
try {
  note('cores', cpus().length, '')
  note('load of the machine before', loadavg()[0], '')
  await firstStart(browser, server.url, note)
  const open = async (viewport) => {
    const context = await browser.newContext({ viewport })
    const tab = await context.newPage()
    tab.setDefaultTimeout(600_000)
    await tab.goto(`${server.url}?provider=wasm`)
    await tab.waitForFunction(() => 'kinora' in window)
    await tab.evaluate(() => window.kinora.ready)
    return tab
  }

  const small = await open({ width: 1000, height: 640 })
  await firstMotion(small, note)
  await previewRate(small, note)
  await small.context().close()

  const large = await open({ width: 1280, height: 800 })
  await draft(large, note)
  await full(large, note)
  await large.context().close()
} finally {
  await browser.close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
}
await graphsInNode(root, note)
await wasmAgainstNode(root, note)
const plots = await engineInNode(root, note)
note('load of the machine after', loadavg()[0], '')

const table = [
  '| what | value | target | met |',
  '|---|---|---|---|',
  ...figures.map(
    ({ name, value, unit, target = '', met }) =>
      `| ${name} | ${value} ${unit} | ${target && `${target} ${unit}`} | ${met === undefined ? '' : met ? 'yes' : 'no'} |`,
  ),
].join('\n')
console.log(`\n${table}`)

if (process.argv.includes('--write')) {
  const results = join(root, 'docs/results')
  await mkdir(results, { recursive: true })
  for (const [name, text] of Object.entries(plots)) await writeFile(join(results, name), text)
  await writeFile(join(results, 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`)
  await writeFile(
    join(results, 'bench.md'),
    `# Benchmark\n\nWritten by \`npm run bench -- --write\`: headless Chromium ${version}, WASM, ${cpus().length} cores, no GPU.\n\n${table}\n\n${Object.keys(
      plots,
    )
      .map((name) => `![${name}](${name})`)
      .join('\n')}\n`,
  )
}

// Whether converted packs compute what the published networks do, on narrow copies with random weights:
//   npm run eval:convert [-- --python .venv/bin/python] [--keep] [--no-browser] [--only part,part] [--full]
// --keep takes the packs and answers of the run before; --full converts the architecture at its true size once.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { compareLoading } from './loading.mjs'
import { openPage } from './page/open.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { values: asked } = parseArgs({
  options: {
    python: { type: 'string', default: join(root, '.venv/bin/python') },
    keep: { type: 'boolean', default: false },
    'no-browser': { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    precision: { type: 'string', default: 'q8' },
    only: { type: 'string' },
  },
})
const output = join(root, 'tests/output/convert')

/** Runs a module of models/ in Python on one thread; ends this command where it fails. */
function python(...given) {
  const { status } = spawnSync(asked.python, ['-m', ...given], {
    cwd: join(root, 'models'),
    stdio: 'inherit',
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  })
  if (status !== 0) process.exit(status ?? 1)
}

if (!existsSync(asked.python)) {
  console.log(
    `Skipped: there is no Python at ${asked.python}. Name one with --python; it needs models/convert/requirements.txt.`,
  )
  process.exit(0)
}
if (!asked.keep || !existsSync(join(output, 'graphs.json'))) python('convert.proof', '--out', output)

const bundle = join(output, 'bundle')
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { ssr: join(root, 'tests/eval/convert/subject.ts'), outDir: bundle, emptyOutDir: true, target: 'node20' },
})
const subject = join(bundle, 'subject.js')
const { compareClipInNode, openConverted } = await import(subject)

const readFixtures = async (name) =>
  JSON.parse(await readFile(join(output, name), 'utf8')).filter(
    ({ part }) => !asked.only || asked.only.split(',').includes(part),
  )
const fixtures = await readFixtures('graphs.json')
const clicks = await readFixtures('sam.json')
const failed = []

/** Runs all fixtures and prints the largest error of each part; only in full precision there is a limit. */
async function compare(title, run, chosen, exact) {
  console.log(`\n${title}`)
  console.log('part                    largest error   of largest number')
  for (const fixture of chosen) {
    const { part, error, scale, allowed } = await run(fixture)
    const good = exact ? error <= allowed : Number.isFinite(error)
    if (!good) failed.push(`${title}: ${part} ${error}`)
    console.log(
      `${part.padEnd(22)} ${error.toExponential(2).padStart(14)} ${scale.toFixed(3).padStart(19)}${good ? '' : '   too much'}`,
    )
  }
}

for (const name of ['fp32', 'fp16', 'q8', 'q4', 'sam-fp32', 'sam-fp16']) {
  const pack = await openConverted(join(output, 'packs', name))
  const title = `${name} on onnxruntime-node, against PyTorch (${pack.bytes} bytes)`
  await compare(title, pack.run, name.startsWith('sam') ? clicks : fixtures, name.endsWith('fp32'))
}
const readClip = async (name) => JSON.parse(await readFile(join(output, `${name}.json`), 'utf8'))

/** Prints how far a clip is from PyTorch's. */
function tell(title, results, allowed) {
  for (const { what, error, scale } of results) {
    const good = error <= allowed
    if (!good) failed.push(`${title}: ${what} ${error}`)
    console.log(
      `${what.padEnd(22)} ${error.toExponential(2).padStart(14)} ${scale.toFixed(3).padStart(19)}${good ? '' : '   too much'}`,
    )
  }
}

/** A clip of 5 frames and 3 steps by the engine, and by a pipeline in PyTorch with the same noise. */
for (const [name, clip, room] of [
  ['fp32', 'clip'],
  ['fp32', 'clip-hybrid'],
  // Less than the parts of a step take together: each goes when the next one needs its room.
  ['fp32', 'clip', 3e7],
  ['fp16', 'clip'],
  ['q8', 'clip'],
  ['q4', 'clip'],
]) {
  if (asked.only) break
  const fixture = await readClip(clip)
  const { results } = await compareClipInNode(join(output, 'packs', name), fixture, room)
  console.log(`\n${clip} of ${name} by the engine${room ? `, weights in at most ${room} bytes` : ''}, against PyTorch`)
  tell(`${clip} of ${name}`, results, name === 'fp32' ? fixture.maxAbsError : Number.POSITIVE_INFINITY)
}
if (!asked['no-browser']) {
  const page = await openPage(join(output, 'packs'))
  try {
    await compare('fp32 on WebGPU in Chromium', (fixture) => page.run('fp32', fixture), fixtures, true)
    await compare('sam-fp32 on WebGPU in Chromium', (fixture) => page.run('sam-fp32', fixture), clicks, true)
    const quantized = fixtures.filter(({ part }) => ['image-encoder', 'unet-down'].includes(part))
    for (const name of ['q8-full', 'q4-full'])
      await compare(`${name.slice(0, 2)} on WebGPU in Chromium`, (fixture) => page.run(name, fixture), quantized, false)
    if (!asked.only) {
      const fixture = await readClip('clip-small')
      console.log('\nclip-small of fp32 by the engine on WebGPU in Chromium, against PyTorch')
      const began = performance.now()
      tell('clip-small on WebGPU', await page.draw('fp32', fixture), fixture.maxAbsError)
      console.log(`drawn in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    }
  } finally {
    await page.close()
  }
  if (!asked.only) failed.push(...(await compareLoading(join(output, 'packs'))))
}
if (asked.full) {
  const folder = join(root, 'tests/output/convert-full')
  console.log(`\nthe published architecture with random weights, ${asked.precision}`)
  python('convert.proof.full', '--out', folder, '--precision', asked.precision)
  const { status } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('full.mjs', import.meta.url)), subject, folder],
    {
      stdio: 'inherit',
    },
  )
  await rm(folder, { recursive: true })
  if (status !== 0) failed.push('the pass of the UNet at its true size')
}
await rm(bundle, { recursive: true })
for (const line of failed) console.error(`failed: ${line}`)
if (failed.length > 0) process.exit(1)

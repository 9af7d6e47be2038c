// Every figure that is asked of the embedded pack, beside its baseline and what it should be, from one run:
//   npm run eval:pack [-- --write] [-- --scenes 60 --pairs 60 --windows 8] [--python <path>]
//     [--checkpoints <folder>]
// `--write` puts the table into docs/results.md. Needs Python with models/train/requirements.txt, and the data.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { withModules } from '../../bench/engine.mjs'
import { openParity } from '../../browser/parity/open.mjs'
import { rowsOf, table } from './rows.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const pack = join(root, 'models/pocket')
const local = join(root, '.venv/bin/python')
const { values: asked } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    scenes: { type: 'string', default: '60' },
    pairs: { type: 'string', default: '60' },
    windows: { type: 'string', default: '8' },
    checkpoints: { type: 'string', default: join(root, 'models/train/checkpoints') },
    python: { type: 'string', default: existsSync(local) ? local : 'python3' },
  },
})
const data = join(root, '../shared/data/train')
if (!existsSync(data)) {
  console.log(`Skipped: there is no data at ${data}.`)
  process.exit(0)
}

/** Runs a program to its end and gives what it printed; ends this run where it fails. */
async function printed(program, args, cwd = root) {
  const run = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(run, 'close')
  const text = (await run.stdout.setEncoding('utf8').toArray()).join('')
  const [status] = await ended
  if (status !== 0) process.exit(status ?? 1)
  return text
}

const linesOf = (text) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

/** The networks against the plain methods, on held-out material. */
async function measured() {
  const plates = `"${process.execPath}" "${join(root, 'tests/eval/pack/plates.mjs')}"`
  const counts = ['scenes', 'pairs', 'windows'].flatMap((name) => [`--${name}`, asked[name]])
  await printed(
    asked.python,
    ['-m', 'train.evaluate', '--checkpoints', asked.checkpoints, ...counts, '--plates', plates],
    join(root, 'models'),
  )
  return JSON.parse(readFileSync(join(pack, 'results.json'), 'utf8'))
}

/** Milliseconds of each graph, the best of several, and the largest error of any over what is allowed. */
function summary(results, rounds) {
  const best = {}
  for (const { graph, milliseconds } of results.slice(results.length / rounds))
    best[graph] = Math.min(best[graph] ?? Number.POSITIVE_INFINITY, milliseconds)
  const worst = Math.max(...results.map(({ maxAbsError, allowed }) => maxAbsError / allowed))
  return { milliseconds: best, worst }
}

/** Sizes of multiples of 16 from 64 to 1024, always the same (a linear congruential generator, Park and Miller 1988). */
function someSizes(count) {
  let seed = 16
  const side = () => {
    seed = (seed * 48271) % 2147483647
    return 64 + 16 * (seed % 61)
  }
  return Array.from({ length: count }, () => [side(), side()])
}

/** The graphs on each provider: against PyTorch, and against each other at the size they work at. */
async function providers(modules) {
  const folder = join(root, 'tests/fixtures/graphs')
  const fixtures = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const runtime = await modules.nodeRuntime(pack)
  const working = await modules.workingFixtures(runtime)
  const rounds = Array.from({ length: 8 }, () => working).flat()
  const node = summary(await modules.runParity(runtime, rounds), 8)
  node.parity = summary(await modules.runParity(runtime, fixtures), 1).worst
  const decode = await modules.decodeSeconds(runtime)
  const sizes = [[64, 64], [80, 1024], [1024, 112], [336, 208], [1024, 1024], ...someSizes(8)]
  const failed = await modules.failingSizes(runtime, sizes)
  await runtime.close()

  const parity = await openParity()
  const wasm = summary(await parity.run('wasm', rounds), 8)
  wasm.parity = summary(await parity.run('wasm', fixtures), 1).worst
  const webgpu = { parity: summary(await parity.run('webgpu', fixtures), 1).worst }
  await parity.close()
  return { node, wasm, webgpu, decode, sizes: sizes.map((size) => size.join('x')), failed }
}

/** The drags, with their contact sheets and what `npm run eval` prints beside them. */
async function dragged() {
  const text = await printed(process.execPath, ['tests/eval/run.mjs', '--json', '--contact-sheet'])
  writeFileSync(join(root, 'tests/output/eval/drags.md'), text.replace(/^\{.*\n/gm, ''))
  return linesOf(text)
}

// What is timed runs by itself.
const [results, drags] = await Promise.all([measured(), dragged()])
const runs = await withModules(root, '/tests/eval/pack/graphs.ts', providers)
const clicks = linesOf(await printed(process.execPath, ['tests/eval/regions/run.mjs', '--set', 'all', '--json']))
const stored = readdirSync(pack)
  .filter((name) => name.endsWith('.onnx'))
  .reduce((sum, name) => sum + statSync(join(pack, name)).size, 0)

const rows = rowsOf({ results, runs, clicks, drags, stored })
const text = table(rows)
console.log(`\n${text}\n`)
if (asked.write) {
  const page = join(root, 'docs/results.md')
  const [begin, end] = ['<!-- eval:pack -->\n', '<!-- end of eval:pack -->']
  const [head, rest] = readFileSync(page, 'utf8').split(begin)
  const tail = rest.slice(rest.indexOf(end))
  const said = `${cpus().length} cores, load ${loadavg()[1].toFixed(1)} (other work ran beside it: times are the best of several).`
  writeFileSync(page, `${head}${begin}\n${said}\n\n${text}\n\n${tail}`)
}

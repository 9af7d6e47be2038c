// The engine in Node: against its references, as things grow, its seams; and WASM against onnxruntime-node.
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { build, createServer } from 'vite'
import { openParity } from '../browser/parity/open.mjs'
import { plot } from './plot.mjs'

/** Runs `work` with the modules of a TypeScript file. Nothing is served. */
export async function withModules(root, path, work) {
  const vite = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    appType: 'custom',
  })
  try {
    return await work(await vite.ssrLoadModule(path))
  } finally {
    await vite.close()
  }
}

/** What a TypeScript file prints when it is run as the command line is: bundled, in a process of its own. */
async function apart(root, entry) {
  const folder = join(root, 'tests/output/bench')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: entry, outDir: folder, emptyOutDir: true, target: 'node20' },
  })
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(folder, basename(entry).replace(/\.ts$/, '.js'))],
    { cwd: root, maxBuffer: 2 ** 26 },
  )
  return JSON.parse(stdout)
}

/** @returns the plots, by file name */
export async function engineInNode(root, note) {
  const { references, growth: rows, memory, composing, seams } = await apart(root, 'tests/bench/engine-figures.ts')
  const { milliseconds, floor, naive, overhead, uncovering, overheadAgain, passes } = references
  note('engine: 32 frames at 512x320, working side 256, onnxruntime-node', milliseconds / 1000, 's')
  note('engine: the same graph runs back to back (floor)', floor / 1000, 's')
  note('engine: the same windows, condition in every step, all on the CPU anew (naive)', naive / 1000, 's')
  note('engine: all but graph runs and composing', 100 * overhead, '%', 5)
  note('engine: of that, finding what the motion uncovers', 100 * uncovering, '%')
  note('engine: all but graph runs and composing, another seed', 100 * overheadAgain, '%', 5)
  note('engine: UNet frame passes per output frame', passes, '', 6)

  const at = (count) => rows.frames.find((row) => row.at === count)
  note('growth: seconds a frame, 256 frames over 32', at(256).seconds / 256 / (at(32).seconds / 32), '', 1.1)
  note('growth: peak of tensors, 64 frames', at(64).megabytes, 'MiB')
  note('growth: peak of tensors, 256 frames', at(256).megabytes, 'MiB')
  note('growth: peak of tensors, 256 frames over 64', at(256).megabytes / at(64).megabytes, '', 1.1)
  note('memory: of the process after 256 frames', memory / 2 ** 20, 'MiB')
  for (const [name, points] of Object.entries(rows))
    note(`growth: ${name}`, points.map((row) => `${row.at}: ${row.seconds.toPrecision(3)} s`).join(', '), '')

  for (const { width, height, perMegapixel } of composing)
    note(`compose: ${width}x${height}`, perMegapixel, 'ms a megapixel')
  note('seams: difference of frames at window borders over elsewhere', seams, '', 1.1)

  const titles = { frames: 'frames', size: 'working side, pixels', steps: 'steps', controls: 'paths' }
  return Object.fromEntries(
    Object.entries(rows).map(([name, points]) => [
      `growth-${name}.svg`,
      plot({
        title: `A full render as ${name} grow${name === 'size' ? 's' : ''}`,
        x: titles[name],
        y: 'seconds',
        series: [{ name: 'networks, composing and all', points: points.map((row) => [row.at, row.seconds]) }],
      }),
    ]),
  )
}

/** The fixtures' graphs on WASM in the browser and on onnxruntime-node, warm: best of three each. */
export async function wasmAgainstNode(root, note) {
  const folder = join(root, 'tests/fixtures/graphs')
  const fixtures = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  const thrice = [1, 2, 3, 4].flatMap(() => fixtures)
  const best = (results) => {
    const times = new Map()
    // The first round opens the graphs.
    for (const { graph, milliseconds } of results.slice(results.length / 4))
      times.set(graph, Math.min(times.get(graph) ?? Number.POSITIVE_INFINITY, milliseconds))
    return times
  }
  const parity = await openParity()
  const wasm = best(await parity.run('wasm', thrice)).entries()
  await parity.close()
  const node = await withModules(root, '/tests/bench/parity.ts', async ({ runParity }) =>
    withModules(root, '/tests/bench/node-engine.ts', async ({ nodeRuntime }) => {
      const runtime = await nodeRuntime(join(root, 'models/pocket'))
      const times = best(await runParity(runtime, thrice))
      await runtime.close()
      return times
    }),
  )
  for (const [graph, milliseconds] of wasm) {
    note(`wasm: ${graph}, fixture`, milliseconds, 'ms')
    note(`onnxruntime-node: ${graph}, fixture`, node.get(graph), 'ms')
    note(`wasm over onnxruntime-node: ${graph}`, milliseconds / node.get(graph), 'times')
  }
}

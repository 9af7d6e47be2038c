// The engine in Node: against its references, as things grow, its seams; and WASM against onnxruntime-node.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'vite'
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

/** @returns the plots, by file name */
export function engineInNode(root, note) {
  return withModules(root, '/tests/bench/engine-in-node.ts', async ({ references, growth, composing, seams }) => {
    const { milliseconds, floor, naive, overhead, uncovering, overheadAgain, passes } = await references()
    note('engine: 32 frames at 512x320, working side 256, onnxruntime-node', milliseconds / 1000, 's')
    note('engine: the same graph runs back to back (floor)', floor / 1000, 's')
    note('engine: the same windows, condition in every step, all on the CPU anew (naive)', naive / 1000, 's')
    note('engine: all but graph runs and composing', 100 * overhead, '%', 5)
    note('engine: of that, finding what the motion uncovers', 100 * uncovering, '%')
    note('engine: all but graph runs and composing, another seed', 100 * overheadAgain, '%', 5)
    note('engine: UNet frame passes per output frame', passes, '', 6)

    const rows = await growth()
    const at = (count) => rows.frames.find((row) => row.at === count)
    note('growth: seconds a frame, 256 frames over 32', at(256).seconds / 256 / (at(32).seconds / 32), '', 1.1)
    note('growth: peak of tensors, 64 frames', at(64).megabytes, 'MiB')
    note('growth: peak of tensors, 256 frames', at(256).megabytes, 'MiB')
    note('growth: peak of tensors, 256 frames over 64', at(256).megabytes / at(64).megabytes, '', 1.1)
    note('memory: of the process after 256 frames', process.memoryUsage().rss / 2 ** 20, 'MiB')
    for (const [name, points] of Object.entries(rows))
      note(`growth: ${name}`, points.map((row) => `${row.at}: ${row.seconds.toPrecision(3)} s`).join(', '), '')

    for (const { width, height, perMegapixel } of await composing())
      note(`compose: ${width}x${height}`, perMegapixel, 'ms a megapixel')
    note('seams: difference of frames at window borders over elsewhere', await seams(), '', 1.1)

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
  })
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

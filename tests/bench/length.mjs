// What length costs: `node tests/bench/length.mjs` prints one JSON line for each number of frames, and how they compare.
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, ws: false },
  appType: 'custom',
})
try {
  const { nodeRuntime } = await vite.ssrLoadModule('/tests/bench/node-engine.ts')
  const { measureLength } = await vite.ssrLoadModule('/tests/bench/length.ts')
  const runtime = await nodeRuntime(`${root}/models/pocket`)
  await measureLength(runtime, 16)
  const figures = {}
  for (const frames of [32, 64, 256]) {
    figures[frames] = await measureLength(runtime, frames)
    console.log(JSON.stringify(figures[frames]))
  }
  const print = (what, value, target) => console.log(`${what}: ${value.toFixed(3)} (${target})`)
  print('peak of 256 frames over that of 64', figures[256].peakBytes / figures[64].peakBytes, 'at most 1.1')
  print('time of a frame, 256 over 32', figures[256].graphMilliseconds / figures[32].graphMilliseconds, '0.9 to 1.1')
  print('UNet passes of a frame, 256 over 32', figures[256].framePasses / figures[32].framePasses, '0.9 to 1.1')
  print('difference at borders of windows over elsewhere, 256 frames', figures[256].seams, 'at most 1.1')
  print('UNet passes a frame, 256 frames', figures[256].framePasses, 'at most 6')
  await runtime.close()
} finally {
  await vite.close()
}

// How well a click finds the thing that a person means, on photographs with hand-made outlines:
//   npm run eval:regions [-- --photos <folder>] [--clicks 3] [--set test|held-out|all] [--only boat] [--contact-sheet]
// The first click is in the middle of the thing, each next one in the middle of the largest error.
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { PNG } from 'pngjs'
import { build } from 'vite'
import { readCases, readPhoto } from '../material.mjs'
import { cameraTable } from './camera.mjs'
import { nextClick, overlap, readThings, readTraining } from './material.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { values: asked } = parseArgs({
  options: {
    photos: { type: 'string', default: join(root, '../shared/data/photos') },
    training: { type: 'string', default: join(root, '../shared/data/train/photos') },
    clicks: { type: 'string', default: '3' },
    set: { type: 'string', default: 'test' },
    only: { type: 'string' },
    method: { type: 'string' },
    'contact-sheet': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
if (!existsSync(asked.photos)) {
  console.log(`Skipped: there are no photographs at ${asked.photos}. Name their folder with --photos.`)
  process.exit(0)
}

const output = join(root, 'tests/output/eval-regions')
const bundle = join(output, 'bundle')
await mkdir(output, { recursive: true })
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { ssr: join(root, 'tests/eval/regions/subject.ts'), outDir: bundle, emptyOutDir: true, target: 'node20' },
})
const { methods, openSubject } = await import(join(bundle, 'subject.js'))
await rm(bundle, { recursive: true })
const subject = await openSubject()
const count = Number(asked.clicks)
const things = [
  ...(asked.set === 'held-out' ? [] : readThings(asked.photos)),
  ...(asked.set === 'test' ? [] : readTraining(asked.training, false)),
].filter(({ name }) => !asked.only || name.includes(asked.only))
const chosen = methods.filter((method) => !asked.method || method === asked.method)

const results = []
for (const { name, still, truth } of things)
  for (const method of chosen) {
    const select = subject.begin(method, still)
    const [clicks, overlaps, milliseconds, computing] = [[], [], [], []]
    let mask = new Uint8Array(truth.length)
    let either = 0
    for (let k = 0; k < count; k++) {
      clicks.push(nextClick(mask, truth, still))
      const [begun, busy] = [performance.now(), process.cpuUsage()]
      const found = await select([...clicks])
      milliseconds.push(performance.now() - begun)
      const { user, system } = process.cpuUsage(busy)
      computing.push((user + system) / 1000)
      mask = found()
      overlaps.push(overlap(mask, truth))
      // A person sees at once that something else was meant, and asks for it.
      if (k === 0 && method === 'ours') either = overlap((await select([...clicks], 1))(), truth)
      if (asked['contact-sheet'] && (k === 0 || k === count - 1))
        await writeFile(
          join(output, `${name.replace(/\W+/g, '-')}-${method.replace(/\W+/g, '-')}-${k + 1}.png`),
          drawn(still, mask, clicks),
        )
    }
    results.push({ name, method, overlaps, milliseconds, computing, either: Math.max(overlaps[0], either) })
  }
subject.close()
if (asked.json) {
  for (const result of results) console.log(JSON.stringify(result))
  process.exit(0)
}

/** The picture with what was selected in colour and the rest dim; clicks as dots. */
function drawn({ width, height, data }, mask, clicks) {
  const png = new PNG({ width, height })
  for (let i = 0; i < mask.length; i++)
    for (let c = 0; c < 4; c++) png.data[4 * i + c] = c === 3 ? 255 : mask[i] ? data[4 * i + c] : data[4 * i + c] * 0.3
  for (const { x, y, keep } of clicks)
    for (let dy = -5; dy <= 5; dy++)
      for (let dx = -5; dx <= 5; dx++) {
        const [column, row] = [Math.floor(x) + dx, Math.floor(y) + dy]
        if (column < 0 || row < 0 || column >= width || row >= height) continue
        png.data.set(keep ? [0, 255, 0] : [255, 0, 0], 4 * (row * width + column))
      }
  return PNG.sync.write(png)
}

const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
const clicksOf = Array.from({ length: count }, (_, k) => `IoU ${k + 1}`)
console.log(
  `\n| thing | method | ${clicksOf.join(' | ')} | ms a click | of computing |\n|---|---|${'---|'.repeat(count + 2)}`,
)
for (const { name, method, overlaps, milliseconds, computing } of results)
  console.log(
    `| ${name} | ${method} | ${overlaps.map((v) => v.toFixed(3)).join(' | ')} | ${middle(milliseconds).toFixed(0)} | ${middle(computing).toFixed(0)} |`,
  )
for (const method of chosen) {
  const own = results.filter((result) => result.method === method)
  const means = clicksOf.map((_, k) => mean(own.map(({ overlaps }) => overlaps[k])).toFixed(3))
  const later = (field) => middle(own.flatMap((result) => result[field].slice(1)))?.toFixed(0) ?? '–'
  console.log(
    `| **all ${own.length}** | ${method} | ${means.join(' | ')} | ${later('milliseconds')} | ${later('computing')} |`,
  )
}

const own = results.filter(({ method }) => method === 'ours')
if (own.length > 0)
  console.log(
    `\nOne click, and another guess where that is better: ${mean(own.map(({ either }) => either)).toFixed(3)}; better for ${own
      .filter(({ either, overlaps }) => either > overlaps[0] + 0.05)
      .map(({ name }) => name)
      .join(', ')}.`,
  )

const cameraBundle = join(output, 'camera')
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { ssr: join(root, 'tests/eval/regions/camera/subject.ts'), outDir: cameraBundle, target: 'node20' },
})
const filming = await import(join(cameraBundle, 'subject.js'))
await rm(cameraBundle, { recursive: true })
const photos = readCases()
  .filter(({ name }) => !asked.only || name.includes(asked.only))
  .map(({ file, picture }) => ({ still: readPhoto(join(asked.photos, file), picture) }))
console.log(`\n${cameraTable(photos, filming)}`)

// How well a drawn path moves the thing under it, on photographs with hand-made outlines:
//   npm run eval [-- --photos <folder>] [--method learned|plain|gaussian] [--only boat] [--contact-sheet] [--json]
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { controlsOf, readCases, readPhoto } from './material.mjs'
import { measure, percentile } from './measure.mjs'
import { row, sheet } from './sheet.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values: asked } = parseArgs({
  options: {
    photos: { type: 'string', default: join(root, '../shared/data/photos') },
    method: { type: 'string' },
    only: { type: 'string' },
    'contact-sheet': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
if (!existsSync(asked.photos)) {
  console.log(`Skipped: there are no photographs at ${asked.photos}. Name their folder with --photos.`)
  process.exit(0)
}

const output = join(root, 'tests/output/eval')
const bundle = join(output, 'bundle')
await mkdir(output, { recursive: true })
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { ssr: join(root, 'tests/eval/subject.ts'), outDir: bundle, emptyOutDir: true, target: 'node20' },
})
const { methods, openSubject } = await import(join(bundle, 'subject.js'))
await rm(bundle, { recursive: true })
const subject = await openSubject()
const chosen = methods.filter((method) => !asked.method || method === asked.method)
const photos = readCases().filter(({ name }) => !asked.only || asked.only.split(',').includes(name))

const results = []
for (const photo of photos) {
  const still = readPhoto(join(asked.photos, photo.file), photo.picture)
  for (const method of chosen) {
    const rows = []
    for (const task of photo.cases) {
      const polygons = photo.things.find(({ name }) => name === task.thing).outline
      const moved = await subject.move(still, controlsOf(task, photo.picture), method)
      const { last, ...figures } = measure(still, moved, polygons, task)
      results.push({ photo: photo.name, case: task.name, method, ...figures })
      if (asked['contact-sheet']) rows.push(row({ still, polygons, task, moved, last }))
    }
    if (rows.length > 0) await writeFile(join(output, `${photo.name}-${method}.png`), sheet(rows))
  }
}
subject.close()

const fixed = (value, digits = 1) =>
  Number.isNaN(value) ? '–' : Number.isFinite(value) ? value.toFixed(digits) : 'lost'
const percent = (value) => (Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)} %`)
const known = (values) => values.filter((value) => !Number.isNaN(value))

if (asked.json) for (const result of results) console.log(JSON.stringify(result))
console.log(
  `\nPack ${subject.pack.name} ${subject.pack.version}; the studio's influence is ${subject.pack.parts.influence}.\n`,
)
console.log(
  '| photograph | case | method | error at the start | error of the thing | follows | leak | moving outside | first | frozen | untouched |',
)
console.log('|---|---|---|---|---|---|---|---|---|---|---|')
for (const r of results)
  console.log(
    `| ${[r.photo, r.case, r.method, fixed(r.start), fixed(r.thingMedian), percent(r.follows), percent(r.leak), percent(r.moving), fixed(r.first, 0), fixed(r.frozen, 0), fixed(r.untouched, 0)].join(' | ')} |`,
  )

const of = (method, field) => known(results.filter((r) => r.method === method).flatMap((r) => r[field]))
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
const lines = [
  ['tracked error where the path begins: median, px at 512', 'start', (x) => fixed(percentile(x, 0.5), 2), '<= 2'],
  ['the same: 90th percentile', 'start', (x) => fixed(percentile(x, 0.9), 2), ''],
  ['tracked error all over the thing (no pins): median', 'thing', (x) => fixed(percentile(x, 0.5), 2), '<= 2'],
  ['the same: 90th percentile', 'thing', (x) => fixed(percentile(x, 0.9), 2), ''],
  ['share of the thing that follows: mean', 'follows', (x) => percent(mean(x)), ''],
  ['leak outside, of the path: mean', 'leak', (x) => percent(mean(x)), ''],
  ['pixels outside that move along: mean', 'moving', (x) => percent(mean(x)), ''],
  ['first frame, largest error of a channel', 'first', (x) => fixed(Math.max(...x), 0), '0'],
  ['frozen area, largest error', 'frozen', (x) => fixed(Math.max(...x), 0), '0'],
  ['untouched pixels, largest error', 'untouched', (x) => fixed(Math.max(...x), 0), '0'],
]
console.log(`\n| over all | ${chosen.join(' | ')} | target |`)
console.log(`|---|${chosen.map(() => '---|').join('')}---|`)
for (const [name, field, show, target] of lines)
  console.log(`| ${name} | ${chosen.map((method) => show(of(method, field))).join(' | ')} | ${target} |`)
if (asked['contact-sheet'])
  console.log(`\nSheets (still, hints, influence, plate, warped, filled, last frame) are in ${output}.`)

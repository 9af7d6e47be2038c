// How well areas of photographs flow as a few arrows say, in a clip of 4 s that repeats:
//   npm run eval:regions, or node tests/eval/regions/fluids.mjs [--photos <folder>] [--only boat] [--contact-sheet]
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { PNG } from 'pngjs'
import { build } from 'vite'
import { rasterize, readPhoto } from '../material.mjs'
import { grey, track } from '../track.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { values: asked } = parseArgs({
  options: {
    photos: { type: 'string', default: join(root, '../shared/data/photos') },
    only: { type: 'string' },
    'contact-sheet': { type: 'boolean', default: false },
  },
})
if (!existsSync(asked.photos)) {
  console.log(`Skipped: there are no photographs at ${asked.photos}. Name their folder with --photos.`)
  process.exit(0)
}

const seconds = 4
const frameCount = 48
/** Seconds after which what stood at an arrow is looked for. */
const glance = 0.25
/** Areas as a hand would paint them, arrows in them; all in pixels. */
const cases = [
  {
    name: 'boat: water',
    file: 'boat.png',
    picture: { width: 768, height: 512 },
    substance: 'water',
    area: [
      [7, 160],
      [240, 155],
      [456, 143],
      [760, 143],
      [760, 505],
      [7, 505],
    ],
    // The hull with its mast.
    without: [
      [118, 296],
      [156, 276],
      [288, 274],
      [318, 54],
      [340, 54],
      [352, 180],
      [414, 270],
      [504, 294],
      [562, 336],
      [558, 352],
      [450, 388],
      [300, 392],
      [192, 382],
      [130, 360],
    ],
    arrows: [
      [192, 435, 38, 3],
      [614, 205, 19, 0],
    ],
  },
  {
    name: 'sea: water',
    file: 'sea-tree.jpg',
    picture: { width: 1024, height: 768 },
    substance: 'water',
    area: [
      [0, 403],
      [336, 390],
      [1024, 381],
      [1024, 768],
      [800, 752],
      [688, 680],
      [528, 736],
      [240, 728],
      [96, 704],
      [0, 736],
    ],
    without: [
      [240, 728],
      [320, 480],
      [336, 384],
      [464, 320],
      [528, 344],
      [624, 304],
      [632, 320],
      [480, 408],
      [384, 480],
      [344, 640],
      [288, 728],
    ],
    arrows: [
      [205, 614, -31, 10],
      [819, 576, -36, 8],
    ],
  },
  {
    name: 'sea: sky',
    file: 'sea-tree.jpg',
    picture: { width: 1024, height: 768 },
    substance: 'clouds',
    area: [
      [0, 0],
      [1024, 0],
      [1024, 339],
      [0, 339],
    ],
    without: [],
    arrows: [[205, 150, 16, 0]],
  },
]

const output = join(root, 'tests/output/eval-fluids')
const bundle = join(output, 'bundle')
await mkdir(output, { recursive: true })
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: join(root, 'tests/eval/regions/fluid-subject.ts'),
    outDir: bundle,
    emptyOutDir: true,
    target: 'node20',
  },
})
const { openFluid } = await import(join(bundle, 'fluid-subject.js'))
await rm(bundle, { recursive: true })

console.log(
  '| area | first frame | outside | loop: last step / largest other | gradient energy, least | way at the arrows, largest error | ms a frame |',
)
console.log('|---|---|---|---|---|---|---|')
for (const item of cases.filter(({ name }) => !asked.only || name.includes(asked.only))) {
  const { picture, area, without } = item
  const still = readPhoto(join(asked.photos, item.file), picture)
  const inside = rasterize([area], picture, picture)
  const hole = without.length > 0 ? rasterize([without], picture, picture) : inside.map(() => 0)
  const mask = { ...picture, data: Uint8Array.from(inside, (value, i) => (value && !hole[i] ? 255 : 0)) }
  const arrows = item.arrows.map(([x, y, dx, dy]) => ({ x, y, dx, dy }))
  const frameAt = openFluid(still, mask, arrows, item.substance, seconds)
  frameAt(0.1)
  const begun = process.cpuUsage().user
  const frames = Array.from({ length: frameCount }, (_, i) => frameAt((i * seconds) / frameCount))
  const milliseconds = (process.cpuUsage().user - begun) / 1000 / frameCount
  const steps = frames.map((frame, i) => difference(frame, frames[(i + 1) % frameCount]))
  const last = steps.pop()
  const whole = gradient(still, mask)
  const shares = frames.map((frame) => gradient(frame, mask) / whole)
  const errors = arrows.flatMap(({ x, y, dx, dy }) => wayError(still, frameAt(glance), mask, x, y, dx, dy) ?? [])
  console.log(
    `| ${[item.name, largest(frames[0], still, () => true), Math.max(...frames.map((frame) => largest(frame, still, (i) => mask.data[i] === 0))), (last / Math.max(...steps)).toFixed(2), `${(100 * Math.min(...shares)).toFixed(1)} %`, errors.length > 0 ? `${(100 * Math.max(...errors)).toFixed(1)} %` : 'too plain to tell', milliseconds.toFixed(0)].join(' | ')} |`,
  )
  if (asked['contact-sheet'])
    await writeFile(join(output, `${item.name.replace(/\W+/g, '-')}.png`), sheet(frames.filter((_, i) => i % 6 === 0)))
}
if (asked['contact-sheet']) console.log(`\nEvery sixth frame is in ${output}.`)

function largest(a, b, where) {
  let most = 0
  for (let i = 0; i < a.data.length; i++) if (where(i >> 2)) most = Math.max(most, Math.abs(a.data[i] - b.data[i]))
  return most
}

function difference(a, b) {
  let sum = 0
  for (let i = 0; i < a.data.length; i++) sum += Math.abs(a.data[i] - b.data[i])
  return sum / a.data.length
}

/** Of red, green and blue, where the mask is whole. */
function gradient({ width, height, data }, mask) {
  let sum = 0
  for (let y = 0; y + 1 < height; y++)
    for (let x = 0; x + 1 < width; x++) {
      const i = y * width + x
      if (mask.data[i] < 255) continue
      for (let c = 4 * i; c < 4 * i + 3; c++) sum += (data[c + 4] - data[c]) ** 2 + (data[c + 4 * width] - data[c]) ** 2
    }
  return sum
}

/** How far what stood at an arrow is found from where it should be by now, as a share of its way; null: it cannot be told. */
function wayError(still, frame, mask, x, y, dx, dy) {
  const found = track(grey(still), grey(frame), mask.data, x, y, 14, 16)
  if (!found) return null
  return Math.hypot(found.dx - glance * dx, found.dy - glance * dy) / (glance * Math.hypot(dx, dy))
}

/** Two beside each other. */
function sheet(frames) {
  const [{ width, height }] = frames
  const png = new PNG({ width: 2 * width, height: height * Math.ceil(frames.length / 2) })
  frames.forEach((frame, k) => {
    const [left, top] = [(k % 2) * width, (k >> 1) * height]
    for (let y = 0; y < height; y++)
      png.data.set(frame.data.subarray(4 * y * width, 4 * (y + 1) * width), 4 * ((top + y) * png.width + left))
  })
  return PNG.sync.write(png)
}

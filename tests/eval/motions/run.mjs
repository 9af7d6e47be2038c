// What a region's words make of it, on photographs with hand-made outlines:
//   npm run eval:motions [-- --photos <folder>] [--only boat] [--quick] [--contact-sheet "parrots: nod"]
// Verbs: every one in both languages moves each thing, begins at rest, comes back where the clip repeats, and goes
// where it says. Magnitude: asked against measured, by the parts and as drawn. Parts: share of the flow in the part meant.
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { PNG } from 'pngjs'
import { build } from 'vite'
import { rasterize, readCases, readPhoto } from '../material.mjs'
import { sizeOf } from '../regions/material.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { values: asked } = parseArgs({
  options: {
    photos: { type: 'string', default: join(root, '../shared/data/photos') },
    training: { type: 'string', default: join(root, '../shared/data/train/photos') },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'contact-sheet': { type: 'string' },
  },
})
const output = join(root, 'tests/output/eval-motions')
const bundle = join(output, 'bundle')
await mkdir(output, { recursive: true })
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { ssr: join(root, 'tests/eval/motions/subject.ts'), outDir: bundle, emptyOutDir: true, target: 'node20' },
})
const { told, drawn, motionPhrases, parsePrompt } = await import(join(bundle, 'subject.js'))
await rm(bundle, { recursive: true })

const once = { frameCount: 49, fps: 24, loop: 'none' }
const loop = { frameCount: 48, fps: 24, loop: 'loop' }
const things = readCases()
  .filter(({ name }) => !asked.only || asked.only.split(',').includes(name))
  .flatMap(({ name, file, picture, things: list }) =>
    list.map((thing, index) => {
      const data = rasterize(thing.outline, picture, picture).map((value) => value * 255)
      return { photo: name, file, index, name: `${name}: ${thing.name}`, picture, mask: { ...picture, data } }
    }),
  )

/** Places all over a thing. */
function placesOf({ mask }, gap = 9) {
  const places = []
  for (let y = gap >> 1; y < mask.height; y += gap)
    for (let x = gap >> 1; x < mask.width; x += gap)
      if (mask.data[y * mask.width + x]) places.push({ x: x + 0.5, y: y + 0.5 })
  return places
}
const frames = (clip) => Array.from({ length: clip.frameCount }, (_, i) => i / clip.fps)
const length = ({ x, y }) => Math.hypot(x, y)
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

// Verbs.
const farthest = { rest: 0, loop: 0 }
let [spoken, still] = [0, []]
for (const thing of things) {
  const places = placesOf(thing, 17)
  for (const [name, phrases] of Object.entries(motionPhrases)) {
    if (name === 'flow') continue
    for (const prompt of Object.values(phrases)) {
      spoken++
      const flow = told(thing.picture, thing.mask, { prompt }, once)
      const most = Math.max(...[0.3, 0.7, 1.2].flatMap((time) => flow(time, places).map(length)))
      if (!(most > 0.5)) still.push(`${thing.name}: ${prompt}`)
      farthest.rest = Math.max(farthest.rest, ...flow(0, places).map(length))
      const around = told(thing.picture, thing.mask, { prompt }, loop)
      farthest.loop = Math.max(farthest.loop, ...around(2, places).map(length))
    }
  }
}
console.log(
  `\nVerbs: ${spoken} (each motion in both languages on each thing), not moving: ${still.length ? still.join('; ') : 'none'}`,
)
console.log(
  `Farthest from rest at the first frame ${farthest.rest} px, where the clip begins anew ${farthest.loop.toExponential(1)} px`,
)

// Directions.
const ways = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }
const zh = { left: '向左', right: '向右', up: '向上', down: '向下' }
const straight = [
  ...['drift', 'float', 'shake'].flatMap((verb) =>
    Object.keys(ways).flatMap((way) => [
      { prompt: `${verb} ${way}`, way },
      { prompt: zh[way] + motionPhrases[verb].zh, way },
    ]),
  ),
  ...['left', 'right'].flatMap((way) =>
    ['roll', 'drive', 'walk', 'run', 'fly', 'jump'].flatMap((verb) => [
      { prompt: `${verb} ${way}`, way, late: true },
      { prompt: zh[way] + motionPhrases[verb].zh, way, late: true },
    ]),
  ),
  ...['rise', '上升', '起飞'].map((prompt) => ({ prompt, way: 'up' })),
  ...['fall', '下落', 'sink'].map((prompt) => ({ prompt, way: 'down' })),
]
/** Where the free end goes first. */
const bending = ['left', 'right'].flatMap((way) =>
  ['sway', 'bend', 'tilt', 'rock', 'swing'].flatMap((verb) => [
    { prompt: `${verb} ${way}`, way },
    { prompt: zh[way] + motionPhrases[verb].zh, way },
  ]),
)
const wrong = []
let checked = 0
for (const thing of things) {
  const places = placesOf(thing, 17)
  for (const { prompt, way, late } of straight) {
    const flow = told(thing.picture, thing.mask, { prompt }, once)
    const times = late ? [2] : frames(once).slice(1)
    const by = times.map((time) => flow(time, places)).find((all) => mean(all.map(length)) > 0.4)
    const to = by && { x: mean(by.map(({ x }) => x)), y: mean(by.map(({ y }) => y)) }
    checked++
    if (!to || (to.x * ways[way][0] + to.y * ways[way][1]) / length(to) < (late ? 0.6 : 0.9))
      wrong.push(`${thing.name}: ${prompt}`)
  }
  for (const { prompt, way } of bending) {
    const flow = told(thing.picture, thing.mask, { prompt }, once)
    const first = frames(once)
      .map((time) => flow(time, places))
      .find((all) => Math.max(...all.map(length)) > 1)
    const free = first?.reduce((best, by) => (length(by) > length(best) ? by : best))
    checked++
    if (!free || Math.sign(free.x) !== ways[way][0]) wrong.push(`${thing.name}: ${prompt}`)
  }
}
console.log(
  `Directions: ${checked - wrong.length} of ${checked} go where they say${wrong.length ? `; not: ${wrong.join('; ')}` : ''}`,
)

// Magnitude.
const steps = [0.25, 0.5, 1, 1.5, 2, 3]
console.log(`\n| thing | prompt | asked → measured by its parts | as drawn | Spearman |\n|---|---|---|---|---|`)
for (const thing of things) {
  const picture = readPhotoOf(thing)
  for (const prompt of asked.quick ? ['sway'] : ['sway', 'drift left', 'nod']) {
    const places = placesOf(thing, 3)
    const scale = 512 / Math.max(thing.picture.width, thing.picture.height)
    const measured = steps.map((magnitude) => {
      const flow = told(thing.picture, thing.mask, { prompt, magnitude }, once)
      const all = frames(once).map((time) => flow(time, places))
      return (
        scale *
        mean(all.slice(1).map((by, i) => mean(by.map(({ x, y }, k) => Math.hypot(x - all[i][k].x, y - all[i][k].y)))))
      )
    })
    const seen = picture && !asked.quick ? asDrawn(picture, thing, { prompt, magnitude: 1.5 }) : Number.NaN
    const text = steps.map((step, i) => `${step} → ${measured[i].toFixed(2)}`).join(', ')
    console.log(
      `| ${thing.name} | ${prompt} | ${text} | 1.5 → ${seen.toFixed(2)} | ${spearman(steps, measured).toFixed(2)} |`,
    )
  }
}

// Parts.
console.log(`\n| thing | prompt | part | share of the flow in it |\n|---|---|---|---|`)
for (const { photo, thing: index, prompt, part, within } of JSON.parse(
  readFileSync(new URL('parts.json', import.meta.url)),
)) {
  const thing = things.find((one) => one.photo === photo && one.index === index) ?? trainedThing(photo, index)
  if (!thing) continue
  const area = rasterize([within], thing.picture, thing.picture)
  const places = placesOf(thing, 3)
  const flow = told(thing.picture, thing.mask, { prompt }, once)
  const all = frames(once).map((time) => flow(time, places))
  const sums = places.map((_, k) =>
    all.slice(1).reduce((sum, by, i) => sum + Math.hypot(by[k].x - all[i][k].x, by[k].y - all[i][k].y), 0),
  )
  const total = sums.reduce((sum, value) => sum + value, 0)
  const inside = sums.reduce(
    (sum, value, k) =>
      sum + (area[Math.floor(places[k].y) * thing.picture.width + Math.floor(places[k].x)] ? value : 0),
    0,
  )
  console.log(`| ${thing.name} | ${prompt} | ${part} | ${((100 * inside) / total).toFixed(1)} % |`)
}

if (asked['contact-sheet']) {
  const [photo, prompt] = asked['contact-sheet'].split(/:\s*/)
  for (const thing of things.filter((one) => one.photo === photo)) {
    const picture = readPhotoOf(thing)
    if (!picture) continue
    const { frame } = drawn(picture, thing.mask, { prompt }, once)
    const file = join(output, `${photo}-${thing.index}-${parsePrompt(prompt).motion}.png`)
    await writeFile(file, sheetOf(picture, frame))
    console.log(file)
  }
}

/** One of the outlined things that the pack was trained on, whose outlines are as good as any here. */
function trainedThing(photo, index) {
  const path = join(asked.training, `${photo}.jpg`)
  if ((asked.only && !asked.only.split(',').includes(photo)) || !existsSync(path)) return null
  const file = fileURLToPath(new URL(`../../../models/train/masks/${photo}.json`, import.meta.url))
  const thing = JSON.parse(readFileSync(file, 'utf8')).things[index]
  const picture = sizeOf(path)
  const data = rasterize(thing.polygons, picture, picture).map((value) => value * 255)
  return { name: `${photo}: ${thing.name}`, picture, mask: { ...picture, data } }
}

function readPhotoOf({ file, picture }) {
  const path = join(asked.photos, file)
  return existsSync(path) ? readPhoto(path, picture) : null
}

/** Mean over the thing and frames of the change of the drawn flow, px at 512. */
function asDrawn(picture, thing, fields) {
  const { size, flow } = drawn(picture, thing.mask, fields, once)
  const inside = rasterizeDown(thing.mask, size)
  const [count, scale] = [size.width * size.height, 512 / Math.max(picture.width, picture.height)]
  let [sum, n] = [0, 0]
  let before = flow(0)
  for (const time of frames(once).slice(1)) {
    const now = flow(time)
    for (let i = 0; i < count; i++)
      if (inside[i]) {
        sum += Math.hypot(now[i] - before[i], now[count + i] - before[count + i])
        n++
      }
    before = now
  }
  return (scale * sum) / n
}

function rasterizeDown(mask, { width, height }) {
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return mask.data[
      Math.floor(((y + 0.5) * mask.height) / height) * mask.width + Math.floor(((x + 0.5) * mask.width) / width)
    ]
  })
}

function spearman(a, b) {
  const ranks = (values) =>
    values.map(
      (value) =>
        values.filter((other) => other < value).length + (values.filter((other) => other === value).length - 1) / 2,
    )
  const [ra, rb] = [ranks(a), ranks(b)]
  const [ma, mb] = [mean(ra), mean(rb)]
  const over = ra.reduce((sum, value, i) => sum + (value - ma) * (rb[i] - mb), 0)
  return (
    over /
    Math.sqrt(
      ra.reduce((sum, value) => sum + (value - ma) ** 2, 0) * rb.reduce((sum, value) => sum + (value - mb) ** 2, 0),
    )
  )
}

/** Nine moments of a clip of two seconds, row by row. */
function sheetOf(picture, frame) {
  const size = { width: 420, height: Math.round((420 * picture.height) / picture.width) }
  const out = new PNG({ width: size.width * 3, height: size.height * 3 })
  for (let i = 0; i < 9; i++) {
    const { data } = frame(i / 4, size)
    for (let y = 0; y < size.height; y++) {
      const row = Buffer.from(data.buffer, data.byteOffset + y * size.width * 4, size.width * 4)
      row.copy(out.data, ((Math.floor(i / 3) * size.height + y) * size.width * 3 + (i % 3) * size.width) * 4)
    }
  }
  return PNG.sync.write(out)
}

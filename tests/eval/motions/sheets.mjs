// Contact sheets of things that do what a few words say, to be looked at:
//   node tests/eval/motions/sheets.mjs [--photos <folder>] [--only <text>] [--times 0.2,0.4,...] [--zoom 2]
// Each shot of shots.json becomes a strip of moments, cut out around the thing, at the picture's own size.
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { PNG } from 'pngjs'
import { build } from 'vite'
import { rasterize, readPhoto } from '../material.mjs'
import { sizeOf } from '../regions/material.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { values: asked } = parseArgs({
  options: {
    photos: { type: 'string', default: join(root, '../shared/data') },
    shots: { type: 'string', default: fileURLToPath(new URL('shots.json', import.meta.url)) },
    only: { type: 'string', default: '' },
    times: { type: 'string' },
    zoom: { type: 'string', default: '1' },
    moments: { type: 'string', default: '8' },
    columns: { type: 'string', default: '4' },
  },
})
const output = join(root, 'tests/output/sheets')
const bundle = join(output, `bundle-${process.pid}`)
await mkdir(output, { recursive: true })
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { ssr: join(root, 'tests/eval/motions/subject.ts'), outDir: bundle, emptyOutDir: true, target: 'node20' },
})
const { drawn } = await import(join(bundle, 'subject.js'))
await rm(bundle, { recursive: true })

const zoom = Number(asked.zoom)
for (const shot of JSON.parse(readFileSync(asked.shots, 'utf8'))) {
  const name = `${shot.photo.replace(/^.*\/|\..*$/g, '')}${shot.thing ?? ''}-${shot.prompt.replaceAll(' ', '-')}`
  if (!name.includes(asked.only)) continue
  const path = join(asked.photos, shot.photo)
  if (!existsSync(path)) continue
  const size = sizeOf(path)
  const picture = readPhoto(path, size)
  const outline = shot.plain ? [] : (shot.outline ?? outlineOf(shot))
  const inside = shot.plain ? besidePlain(picture) : rasterize(outline, size, size)
  const mask = { ...size, data: inside.map((value) => value * 255) }
  const seconds = shot.seconds ?? 2
  const clip = { frameCount: Math.round(24 * seconds), fps: 24, loop: shot.loop === false ? 'none' : 'loop' }
  const { frame } = drawn(picture, mask, { prompt: shot.prompt, ...shot.fields }, clip)
  const count = Number(asked.moments)
  const times = asked.times
    ? asked.times.split(',').map(Number)
    : Array.from({ length: count }, (_, i) => (seconds * i) / count)
  const crop = shot.crop ?? around(inside, size, shot.margin ?? 0.25)
  const wanted = { width: Math.round(size.width * zoom), height: Math.round(size.height * zoom) }
  const area = crop.map((value) => Math.round(value * zoom))
  await writeFile(
    join(output, `${name}.png`),
    strip(
      times.map((time) => frame(time, wanted)),
      area,
      Number(asked.columns),
    ),
  )
  console.log(join(output, `${name}.png`))
}

function outlineOf({ photo, thing = 0 }) {
  const source = photo.replace(/^.*\/|\..*$/g, '')
  const own = fileURLToPath(new URL(`../../outlines/${source}.json`, import.meta.url))
  if (existsSync(own)) return JSON.parse(readFileSync(own, 'utf8')).things[thing].outline
  const trained = fileURLToPath(new URL(`../../../models/train/masks/${source}.json`, import.meta.url))
  return JSON.parse(readFileSync(trained, 'utf8')).things[thing].polygons
}

/** What a plain ground does not reach from the border. */
function besidePlain({ width, height, data }) {
  const inside = new Uint8Array(width * height).fill(1)
  const isGround = (i) => [0, 1, 2].every((channel) => Math.abs(data[4 * i + channel] - data[channel]) < 24)
  const open = [...inside.keys()].filter(
    (i) => i < width || i >= width * (height - 1) || i % width === 0 || i % width === width - 1,
  )
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (!inside[i] || !isGround(i)) continue
    inside[i] = 0
    const x = i % width
    if (x > 0) open.push(i - 1)
    if (x < width - 1) open.push(i + 1)
    if (i >= width) open.push(i - width)
    if (i < width * (height - 1)) open.push(i + width)
  }
  return inside
}

/** Left, top, right and bottom of a thing with a share of its size around it. */
function around(inside, { width, height }, margin) {
  let [left, top, right, bottom] = [width, height, 0, 0]
  inside.forEach((value, i) => {
    if (!value) return
    const [x, y] = [i % width, Math.floor(i / width)]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  })
  const by = margin * Math.max(right - left, bottom - top)
  return [Math.max(0, left - by), Math.max(0, top - by), Math.min(width, right + by), Math.min(height, bottom + by)]
}

/** Moments row by row with a thin gap. */
function strip(frames, [left, top, right, bottom], columns) {
  const [width, height, gap] = [right - left, bottom - top, 3]
  const rows = Math.ceil(frames.length / columns)
  const out = new PNG({ width: columns * (width + gap), height: rows * (height + gap) })
  out.data.fill(255)
  frames.forEach((picture, i) => {
    const [x0, y0] = [(i % columns) * (width + gap), Math.floor(i / columns) * (height + gap)]
    for (let y = 0; y < height; y++) {
      const from = ((top + y) * picture.width + left) * 4
      out.data.set(picture.data.subarray(from, from + width * 4), ((y0 + y) * out.width + x0) * 4)
    }
  })
  return PNG.sync.write(out)
}

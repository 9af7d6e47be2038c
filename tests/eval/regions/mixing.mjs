// Several controls at once: each against itself alone (row D8), on a photograph of two birds:
//   npm run eval:regions, or node tests/eval/regions/mixing.mjs [--photos <folder>]
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { rasterize, readCases, readPhoto } from '../material.mjs'
import { nextClick } from './material.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { values: asked } = parseArgs({
  options: { photos: { type: 'string', default: join(root, '../shared/data/photos') } },
})
if (!existsSync(asked.photos)) {
  console.log(`Skipped: there are no photographs at ${asked.photos}. Name their folder with --photos.`)
  process.exit(0)
}
const outDir = join(root, 'tests/output/eval-mixing')
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { ssr: join(root, 'tests/eval/regions/mixing-subject.ts'), outDir, emptyOutDir: true, target: 'node20' },
})
const { brushed, flowing, led, misses, shown, told } = await import(join(outDir, 'mixing-subject.js'))
await rm(outDir, { recursive: true })

const { file, picture, things } = readCases().find(({ name }) => name === 'parrots')
const still = readPhoto(join(asked.photos, file), picture)
const masks = things.map(({ outline }) => rasterize(outline, picture, picture))
const maskOf = (bytes) => ({ ...picture, data: Uint8Array.from(bytes, (value) => (value ? 255 : 0)) })
const middleOf = (bytes) => nextClick(new Uint8Array(bytes.length), bytes, picture)
const box = (left, top, right, bottom) =>
  Uint8Array.from({ length: picture.width * picture.height }, (_, i) => {
    const [x, y] = [i % picture.width, Math.floor(i / picture.width)]
    return x >= left && x < right && y >= top && y < bottom && masks.every((mask) => !mask[i]) ? 1 : 0
  })
const [left, right] = masks
const [corner, strip, rest] = [box(0, 0, 150, 150), box(330, 0, 480, 120), box(640, 0, 768, 140)]

const wishes = [
  told(maskOf(left), 'sway', middleOf(left), still),
  led(maskOf(right), middleOf(right), { x: 26, y: -9 }, still),
  brushed(maskOf(strip), middleOf(strip), { x: 9, y: 5 }),
  flowing(maskOf(corner), middleOf(corner), { x: 24, y: 6 }, still),
]
const frozen = { kind: 'freeze', control: 'freeze', mask: maskOf(rest) }
const all = [...wishes.flatMap(({ hints }) => hints), frozen]
const mixed = misses(still, all, wishes)
console.log('\n| control | error alone, px | with all others | allowed | kept |\n|---|---|---|---|---|')
wishes.forEach((wish, k) => {
  const [alone] = misses(still, wish.hints, [wish])
  const most = Math.max(1.1 * alone, alone + 0.25)
  const row = [wish.name, alone.toFixed(3), mixed[k].toFixed(3), most.toFixed(3), mixed[k] <= most ? 'yes' : 'no']
  console.log(`| ${row.join(' | ')} |`)
})
const frame = shown(still, all, 1)
let most = 0
for (let i = 0; i < still.data.length; i++)
  if (rest[i >> 2]) most = Math.max(most, Math.abs(frame.data[i] - still.data[i]))
console.log(`\nWhat is frozen beside them: largest error of a channel ${most}.`)

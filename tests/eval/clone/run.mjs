// How much of a reference clip's motion a picture takes over: `npm run eval:clone` (after `npm run build`). Clips and pictures
// lie in ../shared/data; frames of each result are written to tests/output/clone.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { opened, startBrowser } from '../../browser/studio.mjs'
import { rasterize, readCases } from '../material.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const data = join(root, '../shared/data')
const output = join(root, 'tests/output/clone')
if (!existsSync(data)) {
  console.log(`Nothing to measure: ${data} is not there.`)
  process.exit(0)
}
mkdirSync(output, { recursive: true })
const bundle = join(output, 'bundle')
const ssr = join(root, 'tests/eval/clone/subject.ts')
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { ssr, outDir: bundle, emptyOutDir: true, target: 'node20' },
})
const { fidelity, follow } = await import(join(bundle, 'subject.js'))

/** What is moved like what: the thing's outline, or the whole picture by the clip's camera. */
const cases = [
  { clip: 'car-curve', rate: 12, seconds: 3.4, picture: 'boat', thing: 'boat', takes: 'subject' },
  { clip: 'car-curve', rate: 12, seconds: 3.4, picture: 'rocket', thing: 'rocket', takes: 'subject' },
  { clip: 'people-walking', rate: 12, seconds: 2.9, picture: 'parrots', thing: 'right parrot', takes: 'subject' },
  { clip: 'camera-orbit', rate: 30, seconds: 4, picture: 'coffee', takes: 'camera' },
  { clip: 'camera-orbit', rate: 30, seconds: 4, picture: 'sea-tree', takes: 'camera' },
  { clip: 'camera-orbit', rate: 30, seconds: 4, portrait: 'drawn-girl.png', takes: 'camera' },
]

/** Frames as RGBA at a long side of 480. */
function frames(file, count) {
  const probe = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', file]
  const [w, h] = spawnSync('ffprobe', probe).stdout.toString().split(',').map(Number)
  const scale = 480 / Math.max(w, h)
  const [width, height] = [2 * Math.round((w * scale) / 2), 2 * Math.round((h * scale) / 2)]
  const raw = ['-vf', `scale=${width}:${height}`, '-frames:v', String(count), '-f', 'rawvideo', '-pix_fmt', 'rgba', '-']
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', file, ...raw], { maxBuffer: 4e9 })
  const size = 4 * width * height
  const all = Array.from(
    { length: stdout.length / size },
    (_, i) => new Uint8ClampedArray(stdout.subarray(i * size, (i + 1) * size)),
  )
  return { all, size: { width, height } }
}

const browser = await startBrowser()
const lines = [
  '| clip | picture | what is taken | motion fidelity | a straight way instead | tracklets | the motion’s file |',
  '| --- | --- | --- | --- | --- | --- | --- |',
]
for (const { clip, rate, seconds, picture, portrait, thing, takes } of cases) {
  const studio = await browser.open({ picture: false })
  const { page } = studio
  const known = picture && readCases().find(({ name }) => name === picture)
  const file = portrait ? join(data, 'portraits', portrait) : join(data, 'photos', known.file)
  const name = (portrait ?? known.file).replace(/\..*$/, '')
  await page
    .locator('#open-picture')
    .setInputFiles({ name: `${name}.png`, mimeType: 'image/png', buffer: readFileSync(file) })
  await opened(page, name)
  const source = join(data, 'reference', `${clip}.mp4`)
  const count = Math.round(seconds * rate)
  await page.evaluate((settings) => window.kinora.settings(settings), { frameCount: count, fps: rate, loop: 'none' })
  const grid = { width: 256, height: 192 }
  const outline = thing && rasterize(known.things.find((it) => it.name === thing).outline, known.picture, grid)
  const bytes = await page.evaluate(
    async ([base64, what, mask, size]) => {
      const reference = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], {
        type: 'video/mp4',
      })
      const to = mask && { ...size, data: Uint8Array.from(mask, (value) => 255 * value) }
      await window.kinora.add({ kind: 'clone', reference, takes: what, start: 0, ...(to && { to }) })
      return window.kinora.project().controls[0].motion.data.length
    },
    [readFileSync(source).toString('base64'), takes, outline && [...outline], grid],
  )
  const exported = async (path) => {
    const base64 = await page.evaluate(async () => {
      const blob = await window.kinora.export('mp4', { quality: 1 })
      const all = new Uint8Array(await blob.arrayBuffer())
      let text = ''
      for (let i = 0; i < all.length; i += 32768) text += String.fromCharCode(...all.subarray(i, i + 32768))
      return btoa(text)
    })
    writeFileSync(path, Buffer.from(base64, 'base64'))
    return path
  }
  const made = await exported(join(output, `${clip}-${name}.mp4`))
  // A straight way to the same end: what a drawn path, or a plain pan, would do.
  await page.evaluate((what) => {
    const { controls, picture } = window.kinora.project()
    const last = window.kinora.settings().frameCount - 1
    return window.kinora.motion(last).then(async ({ width, height, flow }) => {
      const [control] = controls
      let [x, y, sum, px, py] = [0, 0, 0, 0, 0]
      for (let i = 0; i < width * height; i++) {
        const [u, v] = [(i % width) / width, Math.floor(i / width) / height]
        const { to } = control
        const inside = !to || to.data[Math.floor(v * to.height) * to.width + Math.floor(u * to.width)] > 127
        if (!inside) continue
        sum++
        x += flow[i]
        y += flow[width * height + i]
        px += u * picture.width
        py += v * picture.height
      }
      ;[x, y, px, py] = [x / sum, y / sum, px / sum, py / sum]
      await window.kinora.remove(control.id)
      if (what === 'camera') return window.kinora.add({ kind: 'camera', move: 'pan', amount: { x: -x, y: -y } })
      const region = await window.kinora.add({ kind: 'region', clicks: [], mask: control.to })
      const points = [
        { x: px, y: py },
        { x: px + x, y: py + y },
      ]
      return window.kinora.add({ kind: 'trajectory', points, region })
    })
  }, takes)
  const plain = await exported(join(output, `${clip}-${name}-straight.mp4`))
  const [reference, ours, straight] = await Promise.all(
    [source, made, plain].map(async (path) => {
      const { all, size } = frames(path, count)
      return follow(all, size, rate)
    }),
  )
  const inOutline = ({ places }, { width, height }) =>
    !outline ||
    outline[
      Math.floor((places[1] / height) * grid.height) * grid.width + Math.floor((places[0] / width) * grid.width)
    ] === 1
  // Of a subject, the points that move are compared; of a camera all of them.
  const moves = ({ places }) =>
    takes === 'camera' || Math.hypot(places.at(-2) - places[0], places.at(-1) - places[1]) > 8
  const score = (tracks) => fidelity(reference, tracks, [moves, (point) => inOutline(point, tracks)])
  const [own, other] = [score(ours), score(straight)]
  lines.push(
    `| ${clip} | ${name}${thing ? `: ${thing}` : ''} | ${takes} | ${own.score.toFixed(3)} | ${other.score.toFixed(3)} | ${own.reference} / ${own.made} | ${(bytes / 1000).toFixed(0)} kB |`,
  )
  console.log(lines.at(-1))
  await studio.close()
}
await browser.close()
const page = join(root, 'docs/results/clone.md')
const before = existsSync(page) ? readFileSync(page, 'utf8') : '<!-- table -->\n<!-- end of table -->\n'
writeFileSync(
  page,
  before.replace(
    /<!-- table -->[\s\S]*<!-- end of table -->/,
    () => `<!-- table -->\n\n${lines.join('\n')}\n\n<!-- end of table -->`,
  ),
)

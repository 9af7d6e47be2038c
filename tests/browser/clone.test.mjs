// The motion of a reference clip moves the picture: its subject a thing, its camera the whole.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { disc } from './pictures.mjs'
import { controls, downloaded, onPage, project, startBrowser, tool } from './studio.mjs'

let browser
let folder
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinora-clone-'))
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const [width, height, frames] = [320, 240, 20]
/** A checked square that goes 80 px to the right in a second, over a speckled wall seen by a camera that goes `pan` px to the left. */
function clip(name, pan) {
  const pixels = Buffer.alloc(width * height * frames * 3)
  const speckle = (x, y) => ((Math.imul(x >> 2, 374761393) ^ Math.imul(y >> 2, 668265263)) >>> 13) % 2
  for (let f = 0; f < frames; f++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [px, py] = [x - 60 - (f * 80) / (frames - 1), y - 90]
        const inside = px >= 0 && py >= 0 && px < 64 && py < 64
        const wall = 90 + 60 * speckle(x + Math.round((f * pan) / (frames - 1)) + 64, y)
        const value = inside ? (((px >> 3) + (py >> 3)) % 2 ? 240 : 20) : wall
        pixels.fill(value, 3 * ((f * height + y) * width + x), 3 * ((f * height + y) * width + x) + 3)
      }
  const path = join(folder, `${name}.mp4`)
  const size = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-r', '20', '-i', '-']
  const { status, stderr } = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-y', ...size, '-crf', '12', '-pix_fmt', 'yuv420p', path],
    {
      input: pixels,
    },
  )
  assert.equal(status, 0, String(stderr))
  return path
}

/** Displacement at a place (picture pixels) of the clip's last frame. */
const moved = (page, at) =>
  page.evaluate(async ({ x, y }) => {
    const { picture } = window.kinora.project()
    const { frameCount } = window.kinora.settings()
    const { width, height, flow } = await window.kinora.motion(frameCount - 1)
    const i = Math.floor((y / picture.height) * height) * width + Math.floor((x / picture.width) * width)
    return { x: flow[i], y: flow[width * height + i] }
  }, at)

test('a thing that is clicked goes as the subject of a clip, in its own measure; the rest stays', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate(() => window.kinora.settings({ frameCount: 20, fps: 20, loop: 'none' }))
  // Things are found by a big library, which is loaded for the first click.
  page.setDefaultTimeout(180_000)
  await tool(page, 'Clone')
  const at = await onPage(page, disc)
  await page.mouse.click(at.x, at.y)
  await controls(page, 1)
  await page.getByLabel('Choose a reference clip').setInputFiles(clip('subject', 0))
  await page.getByRole('img', { name: 'Points that move in the clip, groups: 1' }).waitFor()
  const by = await moved(page, disc)
  // The square's places lie 26 px from its middle on average, the disc's 30.
  const wanted = (80 * disc.radius * Math.SQRT1_2) / (64 / Math.sqrt(6))
  assert.ok(Math.abs(by.x - wanted) < 0.15 * wanted && Math.abs(by.y) < 4, `${by.x} ${by.y}, wanted ${wanted}`)
  const ground = await moved(page, { x: 20, y: 200 })
  assert.ok(Math.hypot(ground.x, ground.y) === 0, 'the ground stays')
  await page.getByRole('button', { name: 'Mirror', exact: true }).click()
  const mirrored = await moved(page, disc)
  assert.ok(Math.abs(mirrored.x + by.x) < 0.5, 'left and right are exchanged')
  const saved = await downloaded(page, () => page.getByRole('button', { name: 'Save motion' }).click())
  assert.ok(saved.name.endsWith('.kclone') && saved.bytes.length < 1_000_000, saved.name)
  await studio.close()
})

test('a script takes a clip, its camera alone moves everything, and the motion is kept as a small file', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate(() => window.kinora.settings({ frameCount: 20, fps: 20, loop: 'none' }))
  const file = readFileSync(clip('pan', 60)).toString('base64')
  await page.evaluate(async (base64) => {
    const reference = new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'pan.mp4', {
      type: 'video/mp4',
    })
    await window.kinora.add({ kind: 'clone', takes: 'camera', parallax: 0, reference })
  }, file)
  const { picture } = await project(page)
  const by = await moved(page, { x: picture.width / 2, y: picture.height / 2 })
  // At least as far as in the clip: what covers the border makes it a little larger.
  const wanted = -60 * Math.sqrt((picture.width * picture.height) / (width * height))
  assert.ok(by.x < 0.9 * wanted && by.x > 1.7 * wanted, `${by.x} px, of the clip ${wanted}`)
  assert.ok(Math.abs(by.y) < 4, `${by.y} px down`)
  const bytes = await page.evaluate(() => window.kinora.project().controls[0].motion.data.length)
  assert.ok(bytes > 1000 && bytes < 1_000_000, `${bytes} bytes`)
  await studio.close()
})

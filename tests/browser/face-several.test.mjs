// Several people in one picture, each with a driver of his own, and drivers that share one face.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { facesPng, man, woman, writeMp4 } from './drawn-face.mjs'
import { mouthShown } from './mouths.mjs'
import { vowels } from './sounds.mjs'
import { onPage, openPicture, project, startBrowser, tool } from './studio.mjs'

const folder = mkdtempSync(join(tmpdir(), 'kinora-several-'))
const turning = join(folder, 'turning.mp4')
let browser
before(async () => {
  await writeMp4(
    turning,
    Array.from({ length: 16 }, (_, i) => ({ turn: 0.8 * Math.sin((i / 16) * 2 * Math.PI) })),
    8,
  )
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const video = () => ({ name: 'turning.mp4', mimeType: 'video/mp4', buffer: readFileSync(turning) })
const voice = () => ({ name: 'voice.wav', mimeType: 'audio/wav', buffer: vowels(16_000, 2, 0.4) })
const range = (values) => Math.max(...values) - Math.min(...values)

/** How far a mouth goes aside and how much it opens over the clip. */
async function moved(page, part) {
  const shown = []
  for (let frame = 0; frame < 16; frame += 2) shown.push(await mouthShown(page, frame, part))
  return { aside: range(shown.map(({ across }) => across)), open: range(shown.map(({ dark }) => dark)) }
}

/** A click on a face with the face tool, and the file that drives it. */
async function driven(page, at, file, count) {
  await tool(page, 'Face')
  const place = await onPage(page, at)
  await page.mouse.click(place.x, place.y)
  await page.waitForFunction((wanted) => window.kinora.project().controls.length === wanted, count)
  await page.getByLabel('Drive with a video or sound').setInputFiles(file)
  await page.waitForFunction((wanted) => window.kinora.project().controls[wanted - 1].take, count)
}

test('of two people one turns as a video does, the other speaks as a voice does', async () => {
  const studio = await browser.open()
  const { page } = studio
  await openPicture(page, await facesPng([woman, { ...man, lips: woman.lips }]), 'couple.png')
  await page.evaluate(() => window.kinora.settings({ frameCount: 16, fps: 8 }))
  await driven(page, { x: 200, y: 200 }, video(), 1)
  await driven(page, { x: 600, y: 200 }, voice(), 2)
  const [left, right] = [await moved(page, [0.1, 0.57, 0.4, 0.85]), await moved(page, [0.6, 0.57, 0.9, 0.85])]
  console.log(`# aside ${left.aside.toFixed(3)} / ${right.aside.toFixed(3)}, open ${left.open} / ${right.open}`)
  assert.ok(left.aside > 3 * right.aside && left.aside > 0.02, 'she turns, he does not')
  assert.ok(right.open > 3 * left.open && right.open > 100, 'he speaks, she does not')
  const { controls } = await project(page)
  assert.deepEqual(
    controls.map(({ take }) => take.name),
    ['turning.mp4', 'voice.wav'],
  )
  await studio.close()
})

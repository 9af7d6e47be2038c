// What only the whole studio can tell: how soon a picture that is dropped in moves by itself, and how much of a thing one drag
// takes (row D11) when the thing is a region, or when a click has to find it first. Needs a build: npm run build
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startBrowser } from '../../browser/studio.mjs'
import { readCases } from '../material.mjs'

const photos = fileURLToPath(new URL('../../../../shared/data/photos', import.meta.url))
if (!existsSync(photos)) {
  console.log(`Skipped: there are no photographs at ${photos}.`)
  process.exit(0)
}

const browser = await startBrowser()
const percent = (share) => `${(100 * share).toFixed(1)} %`
const cases = await readCases()

console.log('\n| picture | seconds to the first motions | they are |\n|---|---|---|')
for (const { file } of cases) {
  const { page, context } = await browser.open({ picture: false })
  await page.waitForTimeout(2500)
  const began = Date.now()
  await page.locator('#open-picture').setInputFiles(join(photos, file))
  const strip = page.getByRole('group', { name: 'Suggested motions' })
  await strip.waitFor({ timeout: 60_000 })
  const seconds = (Date.now() - began) / 1000
  console.log(`| ${file} | ${seconds.toFixed(1)} | ${(await strip.getByRole('listitem').allInnerTexts()).join(', ')} |`)
  await context.close()
}

console.log(
  '\n| thing | follows a drag, its outline given | by one click in its middle | leak outside, by the click |\n|---|---|---|---|',
)
for (const { file, picture, things } of cases) {
  const { page, context } = await browser.open({ picture: false })
  const bytes = (await readFile(join(photos, file))).toString('base64')
  for (const { name, outline } of things) {
    const row = await page.evaluate(takes, { bytes, picture, outline })
    console.log(`| ${file}: ${name} | ${percent(row.given)} | ${percent(row.clicked)} | ${percent(row.leak)} |`)
  }
  await context.close()
}
await browser.close()

/** Runs in the page: shares of the outline within 15 % of a drag from the middle of the thing. */
async function takes({ bytes, picture, outline }) {
  const { kinora } = window
  const { width, height } = picture
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  pen.beginPath()
  for (const ring of outline) {
    const [start, ...others] = ring
    pen.moveTo(...start)
    for (const point of others) pen.lineTo(...point)
    pen.closePath()
  }
  pen.fill('evenodd')
  const { data } = pen.getImageData(0, 0, width, height)
  const mask = { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => data[4 * i + 3]) }
  // The middle: the deepest place, by shrinking the thing a pixel at a time on a coarse grid.
  const inside = (x, y) => x >= 0 && y >= 0 && x < width && y < height && mask.data[y * width + x] > 127
  let middle = { x: 0, y: 0, depth: -1 }
  for (let y = 0; y < height; y += 4)
    for (let x = 0; x < width; x += 4) {
      let depth = 0
      while (inside(x, y) && depth < 400) {
        const reach = depth + 4
        if (
          ![0, 1, 2, 3, 4, 5, 6, 7].every((k) =>
            inside(x + Math.round(reach * Math.cos(k * 0.785)), y + Math.round(reach * Math.sin(k * 0.785))),
          )
        )
          break
        depth = reach
      }
      if (depth > middle.depth) middle = { x, y, depth }
    }
  const blob = await (await fetch(`data:application/octet-stream;base64,${bytes}`)).blob().catch(() => null)
  const file = blob ?? new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))])
  const way = 0.06 * Math.max(width, height)
  const path = {
    kind: 'trajectory',
    points: [
      { x: middle.x, y: middle.y },
      { x: middle.x + way, y: middle.y },
    ],
  }
  const shareOf = async (region) => {
    await kinora.open(file)
    kinora.settings({ frameCount: 24 })
    await kinora.add(region)
    await kinora.add(path)
    const motion = await kinora.motion(23)
    let [good, all, gone, rest] = [0, 0, 0, 0]
    for (let y = 0; y < motion.height; y++)
      for (let x = 0; x < motion.width; x++) {
        const at = y * motion.width + x
        const on = inside(
          Math.floor(((x + 0.5) * width) / motion.width),
          Math.floor(((y + 0.5) * height) / motion.height),
        )
        const off = Math.hypot(motion.flow[at] - way, motion.flow[motion.width * motion.height + at])
        if (on) {
          all++
          if (off <= 0.15 * way) good++
        } else {
          rest++
          gone += Math.hypot(motion.flow[at], motion.flow[motion.width * motion.height + at]) / way
        }
      }
    return { follows: good / all, leak: gone / rest }
  }
  const given = await shareOf({ kind: 'region', clicks: [], mask })
  const clicked = await shareOf({ kind: 'region', clicks: [{ x: middle.x, y: middle.y, keep: true }] })
  return { given: given.follows, clicked: clicked.follows, leak: clicked.leak }
}

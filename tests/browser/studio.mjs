// The built studio in a real browser, and the hands that work it.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serve } from '../../scripts/serve.mjs'
import { launch } from './launch.mjs'
import { png, scene } from './pictures.mjs'

export const folder = process.env.KINORA_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url))

/** One server and one browser for a test file. `open` gives a studio in a context of its own. */
export async function startBrowser({ plain = false, args = [] } = {}) {
  if (!existsSync(folder)) throw new Error('The studio has not been built: run `npm run build` first.')
  const server = await serve({ folder, plain })
  const browser = await launch({ args })
  return {
    url: server.url,
    browser,
    /**
     * A page with the studio, in a fresh profile. After `close` it is an error if anything was asked of
     * another origin (but for those `allowed`, which a test has clicked for), or if the page threw. `picture`: false
     * leaves what the studio starts with.
     */
    async open({ address = '?lang=en', picture = true, allowed = [], context: options = {} } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        acceptDownloads: true,
        ...options,
      })
      context.setDefaultTimeout(60_000)
      const elsewhere = []
      const own = new URL(server.url).origin
      await context.route(
        (url) => url.protocol.startsWith('http') && url.origin !== own && !allowed.includes(url.origin),
        (route) => {
          elsewhere.push(route.request().url())
          return route.abort()
        },
      )
      const page = await context.newPage()
      const thrown = []
      page.on('pageerror', (error) => thrown.push(String(error)))
      await page.goto(server.url + address)
      await page.waitForFunction(() => 'kinora' in window)
      if (picture) await openPicture(page)
      return {
        page,
        context,
        thrown,
        async close() {
          await context.close()
          assert.deepEqual(elsewhere, [], 'requests to another origin')
          assert.deepEqual(thrown, [], 'errors that the page threw')
        },
      }
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

/** Opens a picture (the spotted disc unless told otherwise) by the file input, and waits until it is shown. */
export async function openPicture(page, buffer = png(scene()), name = 'disc.png', mimeType = 'image/png') {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer })
  await opened(page, name.replace(/\.[^.]+$/, ''))
}

/** Waits until a project of this name is open; at the very start there may be none yet. */
export function opened(page, name) {
  return page.waitForFunction((expected) => {
    try {
      return window.kinora.project().name === expected
    } catch {
      return false
    }
  }, name)
}

export const project = (page) => page.evaluate(() => window.kinora.project())

/** Where a place of the picture is on the page. */
export async function onPage(page, { x, y }) {
  const box = await page.locator('#stage-surface canvas').first().boundingBox()
  const { picture } = await project(page)
  assert.ok(box, 'the stage shows a picture')
  return { x: box.x + (x / picture.width) * box.width, y: box.y + (y / picture.height) * box.height }
}

/** Left eye, right eye, nose, corners of the mouth, chin, as shares of the picture. */
const marks = [
  [0.4, 0.42],
  [0.6, 0.42],
  [0.5, 0.53],
  [0.44, 0.62],
  [0.56, 0.62],
  [0.5, 0.72],
]

/** The six clicks by which a face is placed, once they are asked for. */
export async function clickMarks(page, places = marks) {
  await page.getByText('1 of 6').waitFor()
  const { width, height } = (await project(page)).picture
  for (const [x, y] of places) {
    const place = await onPage(page, { x: x * width, y: y * height })
    await page.mouse.click(place.x, place.y)
  }
}

/** Clicks where there is no face, and places one. */
export async function placeFace(page) {
  const { width, height } = (await project(page)).picture
  await tool(page, 'Face')
  const middle = await onPage(page, { x: 0.5 * width, y: 0.5 * height })
  await page.mouse.click(middle.x, middle.y)
  await clickMarks(page)
}

/** Presses, moves and lets go, along places of the picture. */
export async function drag(page, places) {
  const [first, ...rest] = await Promise.all(places.map((place) => onPage(page, place)))
  await page.mouse.move(first.x, first.y)
  await page.mouse.down()
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 8 })
  await page.mouse.up()
}

/** The same with a finger. */
export async function swipe(page, places) {
  const touches = await Promise.all(places.map((place) => onPage(page, place)))
  const session = await page.context().newCDPSession(page)
  const send = (type, points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  await send('touchStart', [touches[0]])
  for (let index = 1; index < touches.length; index++)
    for (let step = 1; step <= 8; step++) {
      const [from, to] = [touches[index - 1], touches[index]]
      await send('touchMove', [{ x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 }])
    }
  await send('touchEnd', [])
  await session.detach()
}

export const tool = (page, name) => page.getByRole('toolbar').getByRole('button', { name, exact: true }).click()

/** How many controls there are, once there are `count`; at the very start there may be no project yet. */
export async function controls(page, count) {
  await page.waitForFunction((expected) => {
    try {
      return window.kinora.project().controls.length === expected
    } catch {
      return false
    }
  }, count)
  return (await project(page)).controls
}

/** The pixels of a bitmap that `call` of `kinora` answers with: { width, height, data }. */
export async function pixels(page, call, frame) {
  const { width, height, base64 } = await page.evaluate(
    async ([name, index]) => {
      const bitmap = await window.kinora[name](index)
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
      context.drawImage(bitmap, 0, 0)
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
      let text = ''
      for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192))
      return { width: bitmap.width, height: bitmap.height, base64: btoa(text) }
    },
    [call, frame],
  )
  return { width, height, data: Buffer.from(base64, 'base64') }
}

/** The largest difference of any channel between two pictures, over the pixels that `where` (x, y) chooses. */
export function difference(a, b, where = () => true) {
  assert.deepEqual([a.width, a.height], [b.width, b.height], 'pictures of one size')
  let most = 0
  let pixelCount = 0
  for (let y = 0; y < a.height; y++)
    for (let x = 0; x < a.width; x++) {
      if (!where(x + 0.5, y + 0.5)) continue
      pixelCount++
      const at = (y * a.width + x) * 4
      for (let channel = 0; channel < 4; channel++)
        most = Math.max(most, Math.abs(a.data[at + channel] - b.data[at + channel]))
    }
  assert.ok(pixelCount > 0, 'some pixels are compared')
  return most
}

/** The bytes of a file that the page offers for download while `act` runs. */
export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), act()])
  const chunks = []
  for await (const piece of await download.createReadStream()) chunks.push(piece)
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) }
}

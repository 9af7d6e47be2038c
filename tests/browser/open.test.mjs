// Pictures come in: by the button, dropped, pasted; and what is no picture changes nothing.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { boast, png, scene } from './pictures.mjs'
import { difference, openPicture, pixels, project, startBrowser } from './studio.mjs'

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())

test('the first start shows a sample that is already moving, and says what to try', async () => {
  const studio = await browser.open({ picture: false })
  const { page } = studio
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  const { controls, settings } = await project(page)
  assert.ok(controls.some(({ kind }) => kind === 'trajectory'))
  await page.getByText('Drag the arrow').waitFor()
  const shown = () => page.getByText(/^Frame \d+ of \d+$/).textContent()
  const now = await shown()
  await page.waitForFunction((text) => !document.body.textContent.includes(text), now)
  const [still, moved] = [await pixels(page, 'preview', 0), await pixels(page, 'preview', settings.frameCount - 1)]
  assert.ok(difference(still, moved) > 40, 'the last frame differs from the first')
  await studio.close()
})

test('a picture comes in by the file input, dropped and pasted, as it is', async () => {
  const studio = await browser.open({ picture: false })
  const { page, context } = studio
  const wide = scene(400, 200)
  await openPicture(page, png(wide), 'wide.png')
  assert.deepEqual((({ width, height }) => [width, height])((await project(page)).picture), [400, 200])
  assert.deepEqual((await project(page)).controls, [])
  assert.equal(
    await page
      .getByLabel('Project name')
      .inputValue()
      .catch(() => 'wide'),
    'wide',
  )

  const folder = await mkdtemp(join(tmpdir(), 'kinora-drop-'))
  const path = join(folder, 'tall.png')
  await writeFile(path, png(scene(200, 300)))
  const session = await context.newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data })
  await page.waitForFunction(() => window.kinora.project().name === 'tall')
  assert.equal((await project(page)).picture.height, 300)
  await rm(folder, { recursive: true })

  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 48)
    canvas.getContext('2d').fillRect(0, 0, 64, 48)
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': canvas.convertToBlob({ type: 'image/png' }) })])
  })
  await page.locator('#stage-surface').focus()
  await page.keyboard.press('Control+v')
  await page.waitForFunction(() => window.kinora.project().picture.width === 64)
  await studio.close()
})

test('a JPEG is opened upright, as its EXIF says', async () => {
  const studio = await browser.open({ picture: false })
  const { page } = studio
  const jpeg = Buffer.from(
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(60, 40)
      const pen = canvas.getContext('2d')
      pen.fillStyle = '#ffffff'
      pen.fillRect(0, 0, 60, 40)
      pen.fillStyle = '#ff0000'
      pen.fillRect(0, 0, 20, 40) // red at the left
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 })).arrayBuffer())]
    }),
  )
  // Orientation 6: to be turned by a quarter clockwise, so that the left becomes the top.
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex')
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(exif.length + 2)
  const turned = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)])
  await openPicture(page, turned, 'turned.jpg', 'image/jpeg')
  const { picture } = await project(page)
  assert.deepEqual([picture.width, picture.height], [40, 60])
  const { width, height, data } = await pixels(page, 'preview', 0)
  const at = (x, y) => [...data.subarray((Math.floor(y * height) * width + Math.floor(x * width)) * 4).subarray(0, 3)]
  assert.ok(at(0.5, 0.1)[1] < 80, 'red at the top')
  assert.ok(at(0.5, 0.9)[1] > 200, 'white at the bottom')
  await studio.close()
})

test('what is no picture, or would be absurdly large, is said in an alert and changes nothing', async () => {
  const studio = await browser.open()
  const { page } = studio
  const before = await project(page)
  const bad = [
    ['truncated.png', png(scene()).subarray(0, 4000)],
    ['words.png', Buffer.from('This is only a text.')],
    ['empty.png', Buffer.alloc(0)],
    ['boast.png', boast(60_000, 60_000)],
  ]
  for (const [name, buffer] of bad) {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer })
    const alert = page.getByRole('alert')
    await alert.waitFor()
    assert.match(await alert.textContent(), name === 'boast.png' ? /too large/ : /could not be opened/, name)
    assert.deepEqual(await project(page), before, name)
    await alert.getByRole('button').first().click()
    await alert.waitFor({ state: 'detached' })
  }
  await studio.close()
})

// Who sits before the machine: a camera that is refused, one in which no face is seen, and takes as small files.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bursts } from './sounds.mjs'
import { clickMarks, downloaded, project, startBrowser, tool } from './studio.mjs'

let browser
before(async () => {
  // The browser's own test pattern is the camera, and tones are the microphone.
  browser = await startBrowser({ args: ['--use-fake-device-for-media-stream'] })
})
after(() => browser?.close())

/** A face that was placed by hand, selected, with its panel open. */
async function placed(page) {
  await tool(page, 'Face')
  await page.getByRole('button', { name: 'Place by hand' }).click()
  await clickMarks(page)
  await page.getByRole('button', { name: 'Webcam' }).waitFor()
}

test('a camera that is refused is said, with what to do, and nothing is on', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await placed(page)
  await page.getByRole('button', { name: 'Webcam' }).click()
  await page.getByRole('alert').getByText('did not let Kinora use the camera').waitFor()
  assert.equal(await page.getByText('Camera on').count(), 0)
  await page.getByRole('button', { name: 'Webcam' }).waitFor()
  await studio.close()
})

test('a camera that sees no face is on in sight, says so, and goes off by a key', async () => {
  const studio = await browser.open({ context: { permissions: ['camera', 'microphone'] } })
  const { page } = studio
  await placed(page)
  await page.evaluate(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      window.stream = await ask(wanted)
      return window.stream
    }
  })
  await page.getByRole('button', { name: 'Webcam' }).click()
  await page.getByText('Camera on').waitFor()
  await page.getByText('No face is seen').waitFor()
  await page.locator('#stage-surface').focus()
  await page.keyboard.press('Escape')
  await page.getByText('Camera on').waitFor({ state: 'detached' })
  assert.equal(await page.evaluate(() => window.stream.getTracks()[0].readyState), 'ended', 'the device is let go of')
  await studio.close()
})

test('a take is saved as a small file and loaded onto another face; a damaged one is refused', async () => {
  const studio = await browser.open()
  const { page } = studio
  await placed(page)
  const input = page.getByLabel('Drive with a video or sound')
  const voice = bursts(16_000, 2, [0.3, 0.8, 1.4])
  await input.setInputFiles({ name: 'hello.wav', mimeType: 'audio/wav', buffer: voice })
  await page.waitForFunction(() => window.kinora.project().controls[0]?.take)
  const { take } = (await project(page)).controls[0]
  const { name, bytes } = await downloaded(page, () =>
    page.getByRole('button', { name: 'Save the motion of hello.wav as a file' }).click(),
  )
  assert.match(name, /\.kmotion$/)
  assert.ok(bytes.length < 1e6 / 30, `${bytes.length} bytes for two seconds`)

  await page.getByRole('button', { name: 'Remove hello.wav' }).click()
  await page.waitForFunction(() => !window.kinora.project().controls[0].take)
  const file = (buffer) => ({ name: 'hello.kmotion', mimeType: '', buffer })
  await input.setInputFiles(file(bytes))
  await page.waitForFunction(() => window.kinora.project().controls[0].take)
  const loaded = (await project(page)).controls[0].take
  assert.deepEqual([loaded.name, loaded.count, loaded.rate], [take.name, take.count, take.rate])
  assert.equal(loaded.sound, undefined, 'a motion file has no sound')

  await input.setInputFiles(file(bytes.subarray(0, bytes.length - 100)))
  await page.getByRole('alert').getByText('This motion file cannot be used').waitFor()
  await studio.close()
})

test('a clean window shows the portrait, and closes from either side', async () => {
  const studio = await browser.open()
  const { page, context } = studio
  await page.evaluate(() => delete window.documentPictureInPicture)
  await placed(page)
  const button = (name) => page.getByRole('button', { name })
  const open = async () => {
    const [shown] = await Promise.all([context.waitForEvent('page'), button('Show in a clean window').click()])
    // What is shown has the shape of the picture: it has been drawn.
    await shown.waitForFunction(() => document.querySelector('canvas')?.width > 300)
    return shown
  }
  const first = await open()
  await Promise.all([first.waitForEvent('close'), button('Close the clean window').click()])
  const second = await open()
  await second.close()
  await button('Show in a clean window').waitFor()
  await studio.close()
})

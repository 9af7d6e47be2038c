// A camera that sees a face, and a microphone that hears a voice, both from files that are made here: the portrait on the
// stage does what is done before them; what is recorded is kept, and nothing else.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { faceMarks, facePng, woman, writeY4m } from './drawn-face.mjs'
import { mouthShown, speaks, turns } from './mouths.mjs'
import { vowels } from './sounds.mjs'
import { clickMarks, onPage, openPicture, project, startBrowser, tool } from './studio.mjs'

const folder = mkdtempSync(join(tmpdir(), 'kinora-camera-'))
const [camera, voice] = [join(folder, 'camera.y4m'), join(folder, 'voice.wav')]
const permissions = ['camera', 'microphone']
let browser
before(async () => {
  // The head turns to and fro, and the mouth opens now and then; whatever moment is the neutral, both are seen.
  const moments = Array.from({ length: 40 }, (_, i) => ({
    turn: 0.7 * Math.sin((i / 40) * 2 * Math.PI),
    mouth: i % 20 < 10 ? 0 : Math.sin(((i % 10) / 10) * Math.PI),
  }))
  await writeY4m(camera, moments, 8)
  writeFileSync(voice, vowels(16_000, 4, 0.5))
  browser = await startBrowser({
    args: [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
      `--use-file-for-fake-audio-capture=${voice}`,
    ],
  })
})
after(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const button = (page, name) => page.getByRole('button', { name })

/** Looks at the portrait until all of what is wanted has been seen of it. */
async function seen(page, wanted) {
  const shown = []
  while (!wanted(shown)) shown.push(await mouthShown(page))
}

/** Counts what would carry a picture of the camera out of the worker: to the page, into a file, over a network. */
function watchLeaks() {
  window.leaks = []
  const isCamera = (source) => source instanceof HTMLVideoElement || source instanceof VideoFrame
  const watch = (owner, name) => {
    const own = owner[name]
    owner[name] = function (...rest) {
      if (rest.some(isCamera)) window.leaks.push(name)
      return own.apply(this, rest)
    }
  }
  for (const owner of [CanvasRenderingContext2D.prototype, OffscreenCanvasRenderingContext2D.prototype])
    watch(owner, 'drawImage')
  watch(window, 'createImageBitmap')
  for (const name of ['RTCPeerConnection', 'MediaRecorder'])
    window[name] = class {
      constructor() {
        window.leaks.push(name)
      }
    }
  const carries = (value) =>
    value instanceof ImageBitmap ||
    value instanceof VideoFrame ||
    (ArrayBuffer.isView(value) && value.byteLength > 20_000)
  const all = (value, depth = 0) =>
    carries(value) ||
    (depth < 4 && value && typeof value === 'object' && Object.values(value).some((one) => all(one, depth + 1)))
  // What was asked about the portrait is answered with its figure, as large as a picture: the camera comes after that.
  window.unanswered = new Set()
  window.Worker = class extends Worker {
    constructor(address, options) {
      super(address, options)
      this.asks = options?.name === 'face'
      if (!this.asks) return
      this.addEventListener('message', ({ data }) => {
        window.unanswered.delete(data.id)
        if (window.cameraOn && all(data)) window.leaks.push('worker')
      })
    }
    postMessage(data, ...rest) {
      if (this.asks && data.id && data.type !== 'RELEASE') window.unanswered.add(data.id)
      super.postMessage(data, ...rest)
    }
  }
}

test('a camera drives the portrait on the stage; its pictures stay in the worker, and nothing is stored', async () => {
  const studio = await browser.open({ context: { permissions } })
  const { page, context } = studio
  await context.addInitScript(watchLeaks)
  await page.reload()
  await page.waitForFunction(() => 'kinora' in window)
  await openPicture(page, await facePng({ mouth: 0.35 }, woman), 'woman.png')
  await tool(page, 'Face')
  const middle = await onPage(page, { x: 200, y: 200 })
  await page.mouse.click(middle.x, middle.y)
  await button(page, 'Webcam').waitFor()
  const before = await project(page)
  assert.ok(before.controls[0].figure, 'the face was found, and whose it is')

  const sent = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url())
  })
  await page.waitForFunction(() => window.unanswered.size === 0)
  await page.evaluate(() => {
    window.cameraOn = true
  })
  await button(page, 'Webcam').click()
  await page.getByText('Camera on').waitFor()
  await page.getByText('Your face drives the picture').waitFor()
  await seen(page, (shown) => turns(shown) && speaks(shown))
  await page.getByLabel('Milliseconds a picture').waitFor()

  // What is not armed stays: without the head's turn the mouth goes on speaking where it is.
  await button(page, 'Head').click()
  await button(page, 'Set neutral').click()
  const mouths = []
  while (!speaks(mouths)) mouths.push(await mouthShown(page))
  assert.ok(!turns(mouths.slice(2)), 'a head that is not armed does not turn')

  assert.deepEqual(await project(page), before, 'nothing is stored')
  await button(page, 'Turn off').click()
  await page.getByText('Camera on').waitFor({ state: 'detached' })
  assert.deepEqual(await page.evaluate(() => window.leaks), [])
  assert.deepEqual(sent, [])
  await studio.close()
})

/** A face that was placed by hand on the woman's, with its panel open: nothing is looked for in her picture. */
async function placed(page) {
  await openPicture(page, await facePng({ mouth: 0.35 }, woman), 'woman.png')
  await tool(page, 'Face')
  await button(page, 'Place by hand').click()
  await clickMarks(page, faceMarks)
  await button(page, 'Webcam').waitFor()
}

const takeOf = (page) => page.evaluate(() => window.kinora.project().controls[0].take)
/** Waits for a take; what is said in place of one fails the test by its words. */
async function takeMade(page, number) {
  const came = await page.waitForFunction((wanted) => {
    const take = window.kinora.project().controls[0].take
    const said = document.querySelector('[role=alert]')?.textContent
    return (take && (!wanted || take.number === wanted) && 'a take') || said
  }, number)
  assert.equal(await came.jsonValue(), 'a take')
}

/** Records until this many seconds are on show. */
async function recorded(page, seconds) {
  await button(page, 'Record').click()
  await page.waitForFunction(
    (wanted) => Number(/Recording: ([\d.]+) s/.exec(document.body.textContent)?.[1] ?? 0) >= wanted,
    seconds,
  )
}

test('a recording has the voice at its own length; one at half speed is half as long; a camera that goes leaves what it gave', async () => {
  const studio = await browser.open({ context: { permissions } })
  const { page } = studio
  await page.evaluate(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted)
      if (wanted.video) window.camera = stream.getVideoTracks()[0]
      return stream
    }
  })
  await placed(page)
  await button(page, 'Webcam').click()
  await page.getByText('Your face drives the picture').waitFor()

  await button(page, 'With voice').click()
  await recorded(page, 2)
  await button(page, 'Finish recording').click()
  await takeMade(page)
  const spoken = await takeOf(page)
  const length = spoken.count / spoken.rate
  const { start, duration } = spoken.sound
  console.log(`# recorded: picture ${length.toFixed(2)} s, sound ${(duration - start).toFixed(2)} s`)
  assert.ok(length >= 2)
  assert.ok(Math.abs(duration - start - length) < 0.35, 'sound and picture are of one length')
  assert.ok(await page.evaluate(() => window.kinora.project().controls[0].alive === 0))

  await button(page, 'With voice').click()
  await button(page, 'Half speed').click()
  await recorded(page, 3)
  const told = Number(/Recording: ([\d.]+) s/.exec(await page.textContent('body'))[1])
  await button(page, 'Finish recording').click()
  await takeMade(page, 2)
  const slow = await takeOf(page)
  console.log(`# recorded at half speed for ${told} s and a little: ${(slow.count / slow.rate).toFixed(2)} s`)
  assert.ok(slow.count / slow.rate >= told / 2 - 0.1 && slow.count / slow.rate < told / 2 + 2)

  // Pulled out while it records: said, and what was done up to then is there.
  await button(page, 'Half speed').click()
  await recorded(page, 1)
  await page.evaluate(() => {
    window.camera.stop()
    window.camera.dispatchEvent(new Event('ended'))
  })
  await page.getByRole('alert').getByText('The camera has gone').waitFor()
  await page.waitForFunction(() => window.kinora.project().controls[0].take.number === 3)
  assert.equal(await page.getByText('Camera on').count(), 0)
  assert.equal((await project(page)).controls[0].shelf.length, 2)
  await studio.close()
})

test('who comes before the camera with an open mouth, or sets his neutral so, is asked for a face at rest, and then taken as he is', async () => {
  const speaking = join(folder, 'speaking.y4m')
  await writeY4m(speaking, Array(8).fill({ turn: 0, mouth: 1 }), 8)
  const another = await startBrowser({
    args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${speaking}`],
  })
  const studio = await another.open({ context: { permissions } })
  const { page } = studio
  await placed(page)
  await page.evaluate(() => {
    window.said = []
    new MutationObserver(() => {
      const text = document.body.textContent
      for (const words of ['Look straight ahead', 'Your face drives the picture'])
        if (text.includes(words) && window.said.at(-1) !== words) window.said.push(words)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await button(page, 'Webcam').click()
  await page.getByText('Your face drives the picture').waitFor()
  const asked = ['Look straight ahead', 'Your face drives the picture']
  assert.deepEqual(await page.evaluate(() => window.said), asked)
  await button(page, 'Set neutral').click()
  await page.getByText('Look straight ahead').waitFor()
  await page.getByText('Your face drives the picture').waitFor()
  assert.deepEqual(await page.evaluate(() => window.said), [...asked, ...asked])
  await studio.close()
  await another.close()
})

test('a microphone moves the mouth', async () => {
  const studio = await browser.open({ context: { permissions } })
  const { page } = studio
  await placed(page)
  await button(page, 'Microphone').click()
  await page.getByText('Microphone on').waitFor()
  await page.getByText('Your voice drives the lips').waitFor()
  await seen(page, speaks)
  await button(page, 'Turn off').click()
  await page.getByText('Microphone on').waitFor({ state: 'detached' })
  await studio.close()
})

test('no camera, and one that another program has: said, with what to do', async () => {
  const studio = await browser.open()
  const { page } = studio
  await placed(page)
  for (const [name, words] of [
    ['NotFoundError', 'No camera was found'],
    ['NotReadableError', 'The camera is in use elsewhere'],
  ]) {
    await page.evaluate((wanted) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', wanted))
    }, name)
    await button(page, 'Webcam').click()
    await page.getByRole('alert').getByText(words).waitFor()
    await page.getByText('Camera on').waitFor({ state: 'detached' })
  }
  await studio.close()
})

// A face where no face is found: six clicks place it, and everything works all the same.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { vowels } from './sounds.mjs'
import { clickMarks, controls, pixels, placeFace, project, startBrowser, tool } from './studio.mjs'

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser.close())

test('six clicks place a face where none is found; it comes to life, and its sliders move it', async () => {
  const studio = await browser.open()
  const { page } = studio
  await placeFace(page)
  const [face] = await controls(page, 1)
  assert.equal(face.kind, 'face')
  assert.equal(face.landmarks.length, 3 * 478)
  assert.equal(face.alive, 1, 'one that is placed lives')

  const still = await pixels(page, 'preview', 0)
  await page.evaluate((id) => window.kinora.update(id, { alive: 0, expression: { yaw: 20, mouth: 0.6 } }), face.id)
  const turned = await pixels(page, 'preview', 0)
  let inside = 0
  for (let i = 0; i < still.data.length; i += 4) {
    const [x, y] = [(i / 4) % still.width, Math.floor(i / 4 / still.width)]
    const changed = still.data[i] !== turned.data[i] || still.data[i + 1] !== turned.data[i + 1]
    if (changed && Math.hypot(x / still.width - 0.5, y / still.height - 0.55) < 0.15) inside++
  }
  assert.ok(inside > 20, `${inside} pixels of the face changed`)

  const { flow } = await page.evaluate(async () => {
    const motion = await window.kinora.motion(0)
    return { flow: motion.flow.reduce((most, value) => Math.max(most, Math.abs(value)), 0) }
  })
  assert.ok(flow > 1, 'the motion that is told is the one that is seen')
  await page.getByRole('slider', { name: 'Smile' }).waitFor()
  await studio.close()
})

test('the six clicks are made on the still, whatever else moves in the picture', async () => {
  const studio = await browser.open()
  const { page } = studio
  const { width, height } = (await project(page)).picture
  const points = [0.5, 0.7].map((x) => ({ x: x * width, y: 0.5 * height }))
  await page.evaluate((given) => window.kinora.add({ kind: 'trajectory', points: given }), points)
  // Not its lower edge, over which notices come and go.
  const { x, y, width: w, height: h } = await page.locator('#stage-surface canvas').first().boundingBox()
  const shown = () => page.screenshot({ clip: { x, y: y + 0.1 * h, width: w, height: 0.7 * h } })
  /** Whether what is seen stays the same for a second. */
  const still = async () => {
    const first = await shown()
    for (let k = 0; k < 4; k++) {
      await page.waitForTimeout(250)
      if (!first.equals(await shown())) return false
    }
    return true
  }
  /** Whether it comes to be still, or to move: on a busy machine not at once. */
  const comesTo = async (wanted) => {
    for (let k = 0; k < 20; k++) if ((await still()) === wanted) return true
    return false
  }
  assert.ok(await comesTo(false), 'the picture moves')
  await tool(page, 'Face')
  await page.getByRole('button', { name: 'Place by hand' }).click()
  await page.getByText('1 of 6').waitFor()
  assert.ok(await comesTo(true), 'while a face is placed nothing moves')
  await clickMarks(page)
  await page.getByRole('slider', { name: 'Smile' }).waitFor()
  assert.ok(await comesTo(false), 'and then it moves again')
  await studio.close()
})

test('a script that asks for a face where there is none is told so, and nothing changes', async () => {
  const studio = await browser.open()
  const code = await studio.page.evaluate(() =>
    window.kinora.add({ kind: 'face' }).then(
      () => 'added',
      (error) => error.code,
    ),
  )
  assert.equal(code, 'face-not-found')
  await controls(studio.page, 0)
  await studio.close()
})

/** Lets go of a file over the picture, as a hand does. */
async function drop(page, name, type, bytes) {
  const files = await page.evaluateHandle(
    ([title, mime, base64]) => {
      const data = new DataTransfer()
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      data.items.add(new File([content], title, { type: mime }))
      return data
    },
    [name, type, bytes.toString('base64')],
  )
  for (const event of ['dragenter', 'dragover', 'drop'])
    await page.locator('#stage-surface').dispatchEvent(event, { dataTransfer: files })
}

test('a voice dropped on the picture drives its face; where there is none, what to do is said', async () => {
  const studio = await browser.open()
  const { page } = studio
  const voice = vowels(16_000, 1, 0.4)
  await drop(page, 'voice.wav', 'audio/wav', voice)
  await page.getByRole('alert').getByText('Choose the Face tool, click the face').waitFor()
  await tool(page, 'Face')
  await page.getByRole('button', { name: 'Place by hand' }).click()
  await clickMarks(page)
  await controls(page, 1)
  await drop(page, 'voice.wav', 'audio/wav', voice)
  await page.waitForFunction(() => window.kinora.project().controls[0].take)
  const [face] = (await project(page)).controls
  assert.equal(face.take.name, 'voice.wav')
  assert.equal(face.alive, 0, 'what drives it drives it alone')
  await studio.close()
})

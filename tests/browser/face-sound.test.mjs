// A voice drives a face: it is kept with the project, heard while the clip plays, and lies in the file that is saved.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { burst, bursts, heardBursts } from './sounds.mjs'
import { placeFace, project, startBrowser } from './studio.mjs'

const folder = mkdtempSync(join(tmpdir(), 'kinora-voice-'))
let browser
before(async () => {
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const moments = [0.2, 0.9, 1.7, 2.6]
const voice = bursts(22_050, 3.1, moments)

function run(name, args) {
  const { status, stdout, stderr } = spawnSync(name, args, { maxBuffer: 1 << 28 })
  assert.equal(status, 0, String(stderr))
  return stdout
}

/** When pictures and sound of a file end, seconds, and when the bursts are heard in it. */
function probe(bytes, name) {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const { streams, packets } = JSON.parse(
    run('ffprobe', ['-v', 'error', '-show_streams', '-show_packets', '-of', 'json', path]),
  )
  const end = (kind) => {
    const { index } = streams.find((stream) => stream.codec_type === kind)
    const own = packets.filter((packet) => packet.stream_index === index)
    return Math.max(...own.map((packet) => Number(packet.pts_time) + Number(packet.duration_time)))
  }
  const raw = run('ffmpeg', ['-v', 'error', '-i', path, '-vn', '-ac', '1', '-ar', '48000', '-f', 's16le', '-'])
  return { pictures: end('video'), sound: end('audio'), heard: heardBursts(raw, 48_000) }
}

/** Places a face by six clicks, and gives it the voice by its panel. */
async function spoken(page) {
  await placeFace(page)
  const input = page.getByLabel('Drive with a video or sound')
  await input.setInputFiles({ name: 'voice.wav', mimeType: 'audio/wav', buffer: voice })
  await page.waitForFunction(() => window.kinora.project().controls[0]?.take?.sound)
}

test('a voice drives a face; the clip takes its length, and sound and picture end together in the saved file', async () => {
  const studio = await browser.open()
  const { page } = studio
  await spoken(page)
  await page.getByRole('button', { name: /^Make the clip 3.1 s long/ }).click()
  const { settings, controls } = await project(page)
  assert.equal(settings.frameCount, Math.round(3.1 * settings.fps))
  assert.equal(controls[0].take.name, 'voice.wav')
  for (const format of ['mp4', 'webm']) {
    const file = await page.evaluate(async (name) => {
      const blob = await window.kinora.export(name)
      return Array.from(new Uint8Array(await blob.arrayBuffer()))
    }, format)
    const { pictures, sound, heard } = probe(Buffer.from(file), `clip.${format}`)
    console.log(`# ${format}: pictures ${pictures.toFixed(3)} s, sound ${sound.toFixed(3)} s, heard at ${heard}`)
    assert.ok(Math.abs(pictures - settings.frameCount / settings.fps) < 0.002)
    assert.ok(Math.abs(pictures - sound) < 1 / settings.fps, 'within a frame')
    assert.equal(heard.length, moments.length)
    for (const [k, moment] of moments.entries())
      assert.ok(Math.abs(heard[k] - moment - burst / 2) < 0.01, `${heard[k]} is ${moment}`)
  }
  await studio.close()
})

test('the sound comes back with the project file and after a reload, and the command line lays it under the clip', async () => {
  const studio = await browser.open()
  const { page } = studio
  await spoken(page)
  await page.evaluate(() => window.kinora.settings({ frameCount: 24, fps: 8, width: 64 }))
  const saved = await page.evaluate(async () =>
    Array.from(new Uint8Array(await (await window.kinora.save()).arrayBuffer())),
  )
  await page.waitForTimeout(1500)
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.reload()
  await page.waitForFunction(() => {
    try {
      return window.kinora.project().controls[0].take.sound.sha256
    } catch {
      return false
    }
  })
  const kept = await page.evaluate(async () =>
    Array.from(new Uint8Array(await (await window.kinora.export('mp4')).arrayBuffer())),
  )
  assert.equal(probe(Buffer.from(kept), 'kept.mp4').heard.length, moments.length)
  await studio.close()

  const path = join(folder, 'voice.kinora')
  writeFileSync(path, Buffer.from(saved))
  run(process.execPath, ['bin/kinora.mjs', 'render', path, '-o', join(folder, 'cli.mp4')])
  const { pictures, sound, heard } = probe(readFileSync(join(folder, 'cli.mp4')), 'again.mp4')
  console.log(`# kinora render: pictures ${pictures} s, sound ${sound} s, heard at ${heard}`)
  assert.ok(Math.abs(pictures - sound) < 1 / 8)
  for (const [k, moment] of moments.entries()) assert.ok(Math.abs(heard[k] - moment - burst / 2) < 0.01)
})

test('the clip is heard while it plays, over and over, and not when it is muted', async () => {
  const studio = await browser.open()
  const { page } = studio
  await page.evaluate(() => {
    window.given = []
    const start = AudioBufferSourceNode.prototype.start
    AudioBufferSourceNode.prototype.start = function (...rest) {
      const loud = this.buffer.getChannelData(0).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      window.given.push({ at: rest[0], loud, length: this.buffer.duration })
      return start.apply(this, rest)
    }
  })
  await spoken(page)
  await page.evaluate(() => window.kinora.settings({ frameCount: 24, fps: 24 }))
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  // More than twice the clip has been given to the loudspeaker, without a gap, and the bursts are in it.
  await page.waitForFunction(() => window.given.slice(-12).reduce((sum, { length }) => sum + length, 0) > 2.4)
  const given = (await page.evaluate(() => window.given)).slice(-8)
  assert.ok(given.some(({ loud }) => loud > 0.5))
  given.slice(1).forEach(({ at }, k) => {
    const { at: before, length } = given[k]
    assert.ok(Math.abs(at - before - length) < 1e-6, 'one piece after another')
  })
  const mute = page.getByRole('button', { name: 'Mute' })
  await mute.click()
  assert.equal(await mute.getAttribute('aria-pressed'), 'true')
  const count = await page.evaluate(() => window.given.length)
  const slider = page.getByRole('slider', { name: 'Current frame' })
  const shown = Number(await slider.getAttribute('aria-valuenow'))
  await page.waitForFunction(
    (before) => Number(document.querySelector('[aria-label="Current frame"]').getAttribute('aria-valuenow')) !== before,
    shown,
  )
  assert.equal(await page.evaluate(() => window.given.length), count, 'nothing more is given')
  await studio.close()
})

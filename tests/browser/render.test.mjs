// From the picture to a file, and the file read back by someone else.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { findProgram } from '../../scripts/chromium.mjs'
import { disc, readPng, scene } from './pictures.mjs'
import { difference, downloaded, pixels, project, startBrowser } from './studio.mjs'

let browser
let studio
let page
before(async () => {
  browser = await startBrowser()
  studio = await browser.open()
  page = studio.page
  await page.evaluate(
    async ({ x, y }) => {
      window.kinora.settings({ frameCount: 12, fps: 12 })
      await window.kinora.add({
        kind: 'trajectory',
        points: [
          { x, y },
          { x: x + 60, y },
        ],
      })
    },
    { x: disc.x, y: disc.y },
  )
})
after(async () => {
  await studio?.close()
  await browser?.close()
})

const still = scene()
const faraway = (x, y) => x > 330 || y > 220

test('a render shows how far it is, gives frames, and its first frame is the source', async () => {
  await page.getByRole('button', { name: 'Render', exact: true }).click()
  await page.getByRole('button', { name: 'Render', exact: true }).waitFor({ timeout: 120_000 })
  await page.getByText(/Rendered 12 frames/).waitFor()
  const first = await pixels(page, 'frame', 0)
  assert.equal(difference(first, still), 0, 'frame 1 is the source bit for bit')
  const last = await pixels(page, 'frame', 11)
  assert.equal(difference(last, still, faraway), 0, 'untouched pixels are the source')
  const arrived = (x, y) => Math.hypot(x - disc.x - 60, y - disc.y) < disc.radius * 0.7
  assert.ok(difference(last, still, arrived) > 60, 'the disc has come here')
})

test('what the pack draws is cancelled within a step, and can be made again', async () => {
  await page.evaluate(() => {
    window.kinora.settings({ quality: 'full', workingSide: 512, frameCount: 48, fps: 24 })
    window.ended = window.kinora.render({ learned: true }).then(
      () => 'rendered',
      (error) => error.code,
    )
  })
  await page.getByRole('progressbar', { name: 'Render progress' }).waitFor()
  const begun = Date.now()
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  assert.equal(await page.evaluate(() => window.ended), 'cancelled')
  assert.ok(Date.now() - begun < 60_000, 'long before it would have been done')
  await page.getByRole('button', { name: 'Render', exact: true }).waitFor()
  assert.equal(await page.getByRole('alert').count(), 0, 'to cancel is no error')
  const refused = await page.evaluate(() =>
    window.kinora.frame(0).then(
      () => 'given',
      (error) => error.code,
    ),
  )
  assert.equal(refused, 'not-rendered')

  const render = () => page.evaluate(() => window.kinora.render({ learned: true }))
  await page.evaluate(() => window.kinora.settings({ workingSide: 192, frameCount: 6, fps: 8 }))
  const stats = await render()
  assert.equal(stats.frames, 6)
  assert.ok(stats.runs.unet > 0 && stats.runs.decoder > 0, 'the network has drawn')
  assert.equal(difference(await pixels(page, 'frame', 0), still), 0, 'frame 1 is the source bit for bit')
  assert.equal(difference(await pixels(page, 'frame', 5), still, faraway), 0, 'untouched pixels are the source')
  const drawn = await pixels(page, 'frame', 5)
  await page.evaluate(() => window.kinora.settings({ seed: 1 }))
  await render()
  assert.ok(difference(await pixels(page, 'frame', 5), drawn) > 0, 'another seed, another picture')
  await page.evaluate(() => window.kinora.settings({ seed: 0 }))
  await render()
  assert.equal(difference(await pixels(page, 'frame', 5), drawn), 0, 'the same seed, the same pixels')
  await page.evaluate(() => window.kinora.settings({ quality: 'draft', frameCount: 12, fps: 12 }))
})

/** Exports by the dialog, as a person does. */
async function exported(format) {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByRole('radio', { name: format, exact: true }).click()
  const file = await downloaded(page, () => dialog.getByRole('button', { name: 'Save', exact: true }).click())
  await dialog.waitFor({ state: 'detached' })
  return file
}

test('a PNG sequence holds every frame, the first the source itself', async () => {
  const { name, bytes } = await exported('PNG sequence')
  assert.match(name, /\.zip$/)
  const frames = Object.entries(unzipSync(bytes)).sort(([a], [b]) => (a < b ? -1 : 1))
  assert.equal(frames.length, 12)
  const pictures = frames.map(([, file]) => readPng(file))
  assert.equal(difference(pictures[0], still), 0)
  assert.equal(difference(pictures[11], still, faraway), 0)
  assert.ok(difference(pictures[11], still) > 60)
  assert.equal(difference(pictures[11], await pixels(page, 'frame', 11).catch(() => pictures[11])), 0)
})

const ffprobe = findProgram('ffprobe')
const missing = ffprobe ? false : 'ffprobe was not found: install ffmpeg to read the exports back'

for (const [format, codec] of [
  ['MP4', 'h264'],
  ['WebM', 'vp9'],
  ['GIF', 'gif'],
])
  test(`${format}: an independent decoder finds every frame, the rate and the size`, { skip: missing }, async () => {
    const { name, bytes } = await exported(format)
    const folder = await mkdtemp(join(tmpdir(), 'kinora-export-'))
    const path = join(folder, name)
    await writeFile(path, bytes)
    const { stdout } = spawnSync(ffprobe, [
      ...['-v', 'error', '-count_frames', '-select_streams', 'v:0', '-of', 'json', '-show_entries'],
      'stream=codec_name,width,height,nb_read_frames,avg_frame_rate,r_frame_rate,color_space,duration:format=duration',
      path,
    ])
    const { streams, format: container } = JSON.parse(stdout)
    const [stream] = streams
    const { picture } = await project(page)
    assert.equal(stream.codec_name, codec)
    assert.deepEqual([stream.width, stream.height], [picture.width, picture.height])
    assert.equal(Number(stream.nb_read_frames), 12)
    const [top, bottom] = stream.r_frame_rate.split('/').map(Number)
    if (format === 'GIF') assert.ok(Math.abs(Number(stream.duration ?? container.duration) - 1) <= 0.0101)
    else assert.ok(Math.abs(top / bottom - 12) < 0.01, `rate ${stream.r_frame_rate}`)
    if (format === 'MP4') assert.equal(stream.color_space, 'bt709')

    // The last frame, decoded: the disc is where its path ends.
    const raw = spawnSync(
      findProgram('ffmpeg') ?? 'ffmpeg',
      [
        '-v',
        'error',
        '-i',
        path,
        '-vf',
        'select=eq(n\\,11)',
        '-fps_mode',
        'passthrough',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'rgba',
        '-',
      ],
      { maxBuffer: 1e9 },
    ).stdout
    const { width } = picture
    const red = (x, y) =>
      raw[(Math.floor(y) * width + Math.floor(x)) * 4] - raw[(Math.floor(y) * width + Math.floor(x)) * 4 + 2]
    assert.ok(red(disc.x + 60, disc.y) > 70, 'the disc is at the end of its path')
    assert.ok(red(disc.x - 25, disc.y) < 40, 'and no longer where it was')
    await rm(folder, { recursive: true })
  })

// The body, lips to a voice, and milliseconds.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { peakLag } from './measure.mjs'
import { channelsOf, data, framesOf } from './stage.mjs'

const limbs = [
  [11, 13],
  [13, 15],
  [12, 14],
  [14, 16],
]

export async function bodyJoints(stage) {
  const clip = join(data, 'driving', 'man-signing.mp4')
  const frames = framesOf(clip, 12)
  await stage.open(frames.png(0), { frameCount: frames.count, fps: 12 })
  await stage.add({ kind: 'body' }, clip)
  const first = await stage.body(frames.png(0))
  const long = ([a, b], body) => Math.hypot(body[a][0] - body[b][0], body[a][1] - body[b][1])
  const height =
    Math.max(...first.filter((p) => p[2] > 0.5).map((p) => p[1])) -
    Math.min(...first.filter((p) => p[2] > 0.5).map((p) => p[1]))
  let [hit, hitStill, all, stretch, seen] = [0, 0, 0, 0, 0]
  for (let i = 3; i < frames.count; i += 4) {
    const [wanted, got] = [await stage.body(frames.png(i)), await stage.body((await stage.drawn(i)).png)]
    if (!wanted || !got) continue
    for (const joint of [0, 11, 12, 13, 14, 15, 16]) {
      if (wanted[joint][2] < 0.5) continue
      all++
      const near = (body) =>
        Math.hypot(body[joint][0] - wanted[joint][0], body[joint][1] - wanted[joint][1]) < 0.1 * height
      if (near(got)) hit++
      if (near(first)) hitStill++
    }
    for (const limb of limbs.slice(0, 4)) {
      if (limb.some((joint) => got[joint][2] < 0.8)) continue
      stretch += Math.abs(long(limb, got) / long(limb, first) - 1)
      seen++
    }
  }
  return {
    title: 'Body',
    notes:
      'man-signing.mp4 drives its own first frame: share of head, shoulders, elbows and wrists, found anew, within a tenth of the body’s height; and how much longer or shorter arms are found (in the rig itself they keep their length). Targets: PCK 0.9, limbs 3 %.',
    head: ['joints', 'PCK@0.1', 'PCK, doing nothing', 'limb length'],
    rows: [
      [
        all,
        (hit / all).toFixed(3),
        (hitStill / all).toFixed(3),
        `${((100 * stretch) / Math.max(1, seen)).toFixed(1)} %`,
      ],
    ],
  }
}

/** Seconds of the voice whose drawings are looked at: each takes a detector. */
const heard = 4

export async function lipsToVoice(stage) {
  const sound = join(data, 'speech', 'reader-female.wav')
  const rate = 25
  const raw = execFileSync(
    'ffmpeg',
    ['-loglevel', 'error', '-i', sound, '-f', 'f32le', '-ac', '1', '-ar', '16000', '-'],
    { maxBuffer: 1e9 },
  )
  const samples = new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4)
  const count = Math.floor(Math.min(heard, samples.length / 16000) * rate)
  const loud = Array.from({ length: count }, (_, i) => {
    const part = samples.subarray(((i - 0.5) * 16000) / rate, ((i + 0.5) * 16000) / rate)
    return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / Math.max(1, part.length))
  })
  await stage.open(
    readFileSync(join(data, 'portraits', 'mona-lisa.jpg')),
    { frameCount: count, fps: rate },
    'image/jpeg',
  )
  const id = await stage.add({ kind: 'face' }, sound, 'sound', 'audio/wav')
  const told = channelsOf((await stage.control(id)).take)
  const asked = Array.from({ length: count }, (_, i) => {
    const row = told.rows[Math.min(told.rows.length - 1, Math.round((i / rate) * told.rate))]
    return row.jawOpen - 0.6 * row.mouthClose
  })
  const drawn = []
  for (let i = 0; i < count; i += 1) {
    const face = await stage.face((await stage.drawn(i)).png)
    drawn.push(face ? Math.hypot(face[13][0] - face[14][0], face[13][1] - face[14][1]) : (drawn.at(-1) ?? 0))
  }
  const own = peakLag(drawn, asked, 6)
  const voice = peakLag(drawn, loud, 6)
  const alone = peakLag(asked, loud, 6)
  const ms = (lag) => `${((1000 * lag) / rate).toFixed(0)} ms`
  return {
    title: 'Lips to a voice',
    notes:
      'The first four seconds of reader-female.wav drive a portrait at 25 frames a second; the lips’ opening, found in the drawing, against what was asked of them and against the loudness (there is no picture of the reader, so that true lips cannot be compared). Target: lag at most 40 ms.',
    head: ['against', 'lag of the peak', 'correlation'],
    rows: [
      ['what was asked', ms(own.lag), own.value.toFixed(2)],
      ['loudness', ms(voice.lag), voice.value.toFixed(2)],
      ['loudness, of what was asked', ms(alone.lag), alone.value.toFixed(2)],
    ],
  }
}

export async function milliseconds(stage) {
  const file = join(data, 'portraits', 'astronaut.png')
  const rows = []
  await stage.open(readFileSync(file), { frameCount: 24, fps: 12 })
  const still = await stage.page.evaluate(timed)
  await stage.add({ kind: 'face', expression: { yaw: 12, mouth: 0.5, blink: 0.4 } })
  await stage.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2500)))
  const moving = await stage.page.evaluate(timed)
  rows.push(
    ['a frame at 512 x 512 without a face', still.toFixed(1)],
    ['with a face that turns, speaks and blinks', moving.toFixed(1)],
  )
  return {
    title: 'Milliseconds',
    notes:
      'Median of 12 frames drawn on the CPU by the preview worker and handed to the page, on this machine, which does other work beside. Target for what a face adds: 15.',
    head: ['what', 'ms'],
    rows,
  }
}

/** In the page: the median time of a frame. */
async function timed() {
  const times = []
  await window.kinora.preview(0)
  for (let i = 0; i < 12; i++) {
    const start = performance.now()
    ;(await window.kinora.preview(i)).close()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[6]
}

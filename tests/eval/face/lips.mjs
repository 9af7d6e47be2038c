// Lips to a voice: against where the lips of synthetic voices are known to be, and drawn on a portrait by a real voice.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withModules } from '../../bench/engine.mjs'
import { peakLag } from './measure.mjs'
import { channelsOf, data, root } from './stage.mjs'

const ms = (lag, rate) => `${((1000 * lag) / rate).toFixed(0)} ms`

/** A sound file as mono samples at 16 kHz. */
function samplesOf(file) {
  const raw = execFileSync(
    'ffmpeg',
    ['-loglevel', 'error', '-i', file, '-f', 'f32le', '-ac', '1', '-ar', '16000', '-'],
    { maxBuffer: 1e9 },
  )
  return new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4)
}

/** Voices whose sounds are known, and when: made by the library that also taught the map, by speakers and languages it did not. */
export async function lipsOfVoices() {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-lips-'))
  const own = join(root, '.venv/bin/python')
  const python = existsSync(own) ? own : 'python3'
  const made = spawnSync(python, [join(root, 'models/lips/measure.py'), folder])
  if (made.status !== 0) throw new Error(`no synthetic voices: ${made.stderr}`)
  const { rate, speech } = JSON.parse(readFileSync(join(folder, 'lips.json')))
  const rows = []
  await withModules(root, '/tests/eval/face/spoken-subject.ts', async ({ lipsOf }) => {
    for (const { name, file, open: wanted, closed } of speech) {
      const { open, live, loud } = lipsOf(samplesOf(join(folder, file)))
      const top = loud.toSorted((a, b) => a - b)[Math.floor(0.95 * loud.length)]
      const level = loud.map((value) => Math.max(0, value - top + 32))
      const [own, late, plain] = [open, live, level].map((course) => peakLag(course, wanted, 20))
      const gap = open.toSorted((a, b) => a - b)[Math.floor(0.9 * open.length)]
      const shut = closed.filter(([from, to]) => {
        const during = open.slice(Math.max(0, Math.round((from - 0.02) * rate)), Math.round((to + 0.02) * rate) + 1)
        return Math.min(...during) < 0.15 * gap
      })
      rows.push([
        name,
        own.value.toFixed(2),
        ms(own.lag, rate),
        plain.value.toFixed(2),
        `${shut.length} of ${closed.length}`,
        `${late.value.toFixed(2)}, ${ms(late.lag, rate)}`,
      ])
    }
  })
  return {
    title: 'Lips to voices whose sounds are known',
    notes:
      'Synthetic voices (eSpeak NG) whose sounds and their times are known; how far lips are apart in each sound is a table (models/lips/lips.py), led smoothly from sound to sound. The voices, and of the languages Mandarin, Japanese and Arabic, are none that the map learned from. Peak of the correlation of the moved lips with them, its lag (below 0: early), the same for loudness alone, how often lips are closed on m, b and p (less than 15 % of open), and as a microphone is followed live. Targets: above loudness, lag at most 40 ms, 8 of 10.',
    head: ['voice', 'lips', 'lag', 'loudness alone', 'closed on m, b, p', 'live'],
    rows,
  }
}

/** Seconds of the recorded voice whose drawings are looked at: each takes a detector. */
const heard = 4

/** A real voice drives a portrait; the lips are found anew in the drawing. */
export async function lipsToVoice(stage) {
  const sound = join(data, 'speech', 'reader-female.wav')
  const rate = 25
  const samples = samplesOf(sound)
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
    return row.jawOpen * (1 - row.mouthClose)
  })
  const drawn = []
  for (let i = 0; i < count; i += 1) {
    const face = await stage.face((await stage.drawn(i)).png)
    drawn.push(face ? Math.hypot(face[13][0] - face[14][0], face[13][1] - face[14][1]) : (drawn.at(-1) ?? 0))
  }
  const own = peakLag(drawn, asked, 6)
  const voice = peakLag(drawn, loud, 6)
  return {
    title: 'Lips to a recorded voice',
    notes:
      'The first four seconds of reader-female.wav drive a portrait at 25 frames a second; the lips’ opening, found in the drawing, against what was asked of them and against the loudness (there is no picture of the reader, so that true lips cannot be compared). Target: lag at most 40 ms.',
    head: ['against', 'lag of the peak', 'correlation'],
    rows: [
      ['what was asked', ms(own.lag, rate), own.value.toFixed(2)],
      ['loudness', ms(voice.lag, rate), voice.value.toFixed(2)],
    ],
  }
}

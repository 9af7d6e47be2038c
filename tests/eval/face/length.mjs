// Drivers of minutes: what reading them takes in memory, and whether length, sound and picture agree.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { facePng, woman, writeMp4 } from '../../browser/drawn-face.mjs'
import { vowels } from '../../browser/sounds.mjs'

const spans = [30, 300]
const rate = 8

/** What a process and all that it started hold, bytes: shared pages count by their share. */
function heldBy(parent) {
  const parents = new Map()
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one)))
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1]))
    } catch {}
  const family = (pid) => [pid, ...[...parents].filter(([, of]) => of === pid).flatMap(([child]) => family(child))]
  return family(parent).reduce((sum, pid) => {
    if (pid === parent) return sum
    try {
      return sum + 1024 * Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1])
    } catch {
      return sum
    }
  }, 0)
}

export async function longDrivers(stage) {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-long-'))
  const [voice, clip] = [join(folder, 'voice.wav'), join(folder, 'clip.mp4')]
  writeFileSync(voice, vowels(16_000, 10, 0.5))
  const moments = Array.from({ length: 10 * rate }, (_, i) => ({
    turn: 0.7 * Math.sin((i / 40) * 2 * Math.PI),
    mouth: i % 8 < 4 ? 0 : 1,
  }))
  await writeMp4(clip, moments, rate, { sound: voice })
  const long = (file, seconds) => {
    const out = join(folder, `${seconds}-${file.split('/').at(-1)}`)
    const loop = ['-stream_loop', String(seconds / 10 - 1), '-i', file, '-c', 'copy', out]
    execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...loop])
    return out
  }
  const rows = []
  for (const [kind, file, key, type] of [
    ['sound', voice, 'sound', 'audio/wav'],
    ['video', clip, 'driver', 'video/mp4'],
  ])
    for (const seconds of spans) {
      await stage.open(await facePng({}, woman), { frameCount: 8, fps: 8 })
      const before = heldBy(process.pid)
      let peak = 0
      const watch = setInterval(() => {
        peak = Math.max(peak, heldBy(process.pid))
      }, 250)
      const id = await stage.add({ kind: 'face' }, long(file, seconds), key, type)
      clearInterval(watch)
      const { take } = await stage.control(id)
      const length = take.count / take.rate
      rows.push([
        `${kind} of ${seconds} s`,
        `${length.toFixed(2)} s`,
        take.sound ? `${(take.sound.duration - take.sound.start).toFixed(2)} s` : '-',
        `${(take.data.length / 1e6 / (length / 60)).toFixed(2)} MB`,
        `${((peak - before) / 1e6).toFixed(0)} MB`,
      ])
    }
  return {
    title: 'Drivers of minutes',
    notes:
      'A drawn face that turns and speaks, and its voice, 30 s and 300 s long. Length of the take and of its sound; size of the take’s motion a minute (target: under 1 MB); how much more memory the browser held while it was read than before, at its peak (all processes together; the take itself and the file, given as one piece, are in it).',
    head: ['driver', 'take', 'sound', 'a minute', 'memory, peak above before'],
    rows,
  }
}

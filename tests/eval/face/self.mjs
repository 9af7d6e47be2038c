// Self-reenactment: the first frame of a clip, driven by the clip, against the true frames.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { faceBox, likeness, nme, outsideChange, ssim } from './measure.mjs'
import { plainWarp } from './plain.mjs'
import { data, framesOf } from './stage.mjs'

/** Frames of each clip that are looked at. */
const looks = 12

export async function selfReenactment(stage) {
  const folder = join(data, 'driving')
  const rows = []
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.mp4'))) {
    const frames = framesOf(join(folder, name), 12)
    await stage.open(frames.png(0), { frameCount: frames.count, fps: 12 })
    const id = await stage.add({ kind: 'face' }, join(folder, name))
    const { figure } = await stage.control(id)
    const still = PNG.sync.read(frames.png(0))
    const first = await stage.face(frames.png(0))
    const sums = {}
    let count = 0
    const add = (key, value) => {
      sums[key] = (sums[key] ?? 0) + value
    }
    for (let k = 1; k <= looks; k++) {
      const index = Math.round((k * (frames.count - 1)) / looks)
      const { png, picture } = await stage.drawn(index)
      const [wanted, got] = [await stage.face(frames.png(index)), await stage.face(png)]
      if (!wanted) continue
      const truth = PNG.sync.read(frames.png(index))
      const box = faceBox(wanted)
      // A face that is not found in the drawing is a failure of the drawing, not of the measure.
      add('nme', nme(got ?? first, wanted))
      add('nmeStill', nme(first, wanted))
      for (const [key, shown] of [
        ['', picture],
        ['Still', still],
        ['Plain', plainWarp(still, first, wanted)],
      ]) {
        const { l1, db } = likeness(shown, truth, box)
        add(`l1${key}`, l1)
        add(`db${key}`, db)
        add(`ssim${key}`, ssim(shown, truth, box))
      }
      const reach = Math.round(0.6 * (faceBox(first)[3] - faceBox(first)[1]))
      if (figure) sums.outside = Math.max(sums.outside ?? 0, outsideChange(picture, still, figure, reach))
      count++
    }
    const mean = (key, digits) => (sums[key] / count).toFixed(digits)
    const three = (key, digits) => ['', 'Still', 'Plain'].map((end) => mean(key + end, digits)).join(' / ')
    rows.push([
      name,
      count,
      mean('nme', 4),
      mean('nmeStill', 4),
      three('db', 2),
      three('l1', 2),
      three('ssim', 3),
      sums.outside ?? '-',
    ])
  }
  return {
    title: 'Self-reenactment',
    notes:
      'The first frame of a clip, driven by the clip: drawn / doing nothing / plain landmark warp (triangles between the true landmarks), within the box of the true face. NME: mean distance of 468 landmarks, found anew, in parts of the outer eye distance. Background: largest change of a pixel (of 255) further than 0.6 face heights from the figure. Targets: NME at most 0.04, 3 dB above doing nothing, above the plain warp, background 0.',
    head: ['clip', 'frames', 'NME', 'NME, nothing', 'dB', 'L1', 'SSIM', 'background'],
    rows,
  }
}

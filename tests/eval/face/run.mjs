// Faces driven by their own clips: `npm run eval:face` (after `npm run build`). The first frame of each clip is
// the picture, the clip its driver; what is drawn is compared with the true frames, beside doing nothing.
// Landmarks of both are found anew. Clips and portraits lie in ../shared/data; ffmpeg takes the clips apart.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PNG } from 'pngjs'
import { openPicture, startBrowser } from '../../browser/studio.mjs'
import { faceBox, nme, outsideChange, psnr } from './measure.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const data = join(root, '../shared/data/driving')
const dist = process.env.KINORA_DIST ?? join(root, 'dist')
/** Frames of each clip that are looked at. */
const looks = 12

if (!existsSync(data)) {
  console.log(`Nothing to measure: ${data} is not there.`)
  process.exit(0)
}

const browser = await startBrowser()
const rows = []
try {
  for (const name of readdirSync(data).filter((file) => file.endsWith('.mp4'))) rows.push(await measureClip(name))
} finally {
  await browser.close()
}
const lines = [
  '# Faces driven by their own clips',
  '',
  'By `npm run eval:face`: the first frame of a clip, driven by the clip. NME: mean distance of 468 landmarks, found anew,',
  'in parts of the distance of the outer corners of the eyes. dB: PSNR within the box of the true face. Outside: largest',
  'change of a pixel (of 255) further than one and a half face heights from the face.',
  '',
  '| clip | frames | NME | NME, doing nothing | face, dB | face, doing nothing, dB | outside |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...rows.map(
    (row) =>
      `| ${row.name} | ${row.count} | ${row.nme.toFixed(4)} | ${row.nmeStill.toFixed(4)} | ${row.db.toFixed(2)} | ${row.dbStill.toFixed(2)} | ${row.outside} |`,
  ),
  '',
]
mkdirSync(join(root, 'docs/results'), { recursive: true })
writeFileSync(join(root, 'docs/results/eval-face.md'), lines.join('\n'))
console.log(lines.join('\n'))

async function measureClip(name) {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-face-'))
  const clip = join(data, name)
  const rate = 12
  execFileSync('ffmpeg', ['-loglevel', 'error', '-i', clip, '-vf', `fps=${rate}`, join(folder, '%04d.png')])
  const frames = readdirSync(folder).sort()
  const truth = (index) => PNG.sync.read(readFileSync(join(folder, frames[index])))
  const studio = await browser.open({ picture: false })
  const { page } = studio
  await openPicture(page, readFileSync(join(folder, frames[0])), 'first.png')
  await page.evaluate(([count, fps]) => window.kinora.settings({ frameCount: count, fps }), [frames.length, rate])
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    await window.kinora.add({ kind: 'face', driver: new Blob([bytes], { type: 'video/mp4' }) })
  }, readFileSync(clip).toString('base64'))
  const detect = await detector(page)
  const sum = { nme: 0, nmeStill: 0, db: 0, dbStill: 0, outside: 0, count: 0 }
  const first = await detect(readFileSync(join(folder, frames[0])))
  for (let k = 1; k <= looks; k++) {
    const index = Math.round((k * (frames.length - 1)) / looks)
    const drawn = Buffer.from(await page.evaluate(drawnFrame, index), 'base64')
    const [wanted, got] = [await detect(readFileSync(join(folder, frames[index]))), await detect(drawn)]
    // A face that the detector does not find in the drawing is a failure of the drawing, not of the measure.
    if (!wanted) continue
    if (process.env.FACE_LOOK) {
      writeFileSync(`${process.env.FACE_LOOK}/${name}-${k}.png`, drawn)
      writeFileSync(`${process.env.FACE_LOOK}/${name}-${k}-true.png`, readFileSync(join(folder, frames[index])))
    }
    const [still, picture, true_] = [truth(0), PNG.sync.read(drawn), truth(index)]
    const box = faceBox(wanted)
    sum.nme += got ? nme(got, wanted) : nme(first, wanted)
    sum.nmeStill += nme(first, wanted)
    sum.db += psnr(picture, true_, box)
    sum.dbStill += psnr(still, true_, box)
    sum.outside = Math.max(sum.outside, outsideChange(picture, still, faceBox(first)))
    sum.count++
  }
  await studio.close()
  rmSync(folder, { recursive: true })
  const mean = (key) => sum[key] / sum.count
  return {
    name,
    count: sum.count,
    outside: sum.outside,
    ...Object.fromEntries(['nme', 'nmeStill', 'db', 'dbStill'].map((key) => [key, mean(key)])),
  }
}

/** In the page: a frame of the preview as a PNG, base64. */
async function drawnFrame(index) {
  const bitmap = await window.kinora.preview(index)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d').drawImage(bitmap, 0, 0)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** Landmarks in pixels, [[x, y] x 478], by the studio's own detector, apart from the studio. */
async function detector(page) {
  const host = readdirSync(join(dist, 'assets')).find((file) => file.startsWith('solution-host-'))
  await page.evaluate(async (file) => {
    const worker = new Worker(new URL(`assets/${file}`, document.baseURI))
    let next = 0
    const ask = (message, transfer = []) =>
      new Promise((resolve) => {
        const id = next++
        const listen = ({ data }) => {
          if (data.id !== id) return
          worker.removeEventListener('message', listen)
          resolve(data.found)
        }
        worker.addEventListener('message', listen)
        worker.postMessage({ ...message, id }, transfer)
      })
    await ask({ start: 'face_mesh', folder: new URL('perception/face_mesh/', document.baseURI).href })
    window.detectFace = async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const { width, height } = image
      const [face] = (await ask({ image, faces: 1, still: true }, [image])) ?? []
      return face ? face.map(({ x, y }) => [x * width, y * height]) : null
    }
  }, host)
  return (png) => page.evaluate((base64) => window.detectFace(base64), png.toString('base64'))
}

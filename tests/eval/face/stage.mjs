// A studio in a browser with the detectors beside it, apart from the studio.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PNG } from 'pngjs'
import { opened } from '../../browser/studio.mjs'

export const root = fileURLToPath(new URL('../../..', import.meta.url))
export const data = join(root, '../shared/data')
const dist = process.env.KINORA_DIST ?? join(root, 'dist')

/** Pictures opened so far: each has a name of its own, by which it is waited for. */
let opens = 0

/** A clip's frames as files: those that are shown at each moment (ffmpeg's own rounding takes later ones). */
export function framesOf(clip, rate) {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-face-'))
  execFileSync('ffmpeg', ['-loglevel', 'error', '-i', clip, '-vf', `fps=${rate}:round=up`, join(folder, '%04d.png')])
  const files = readdirSync(folder).sort()
  return { folder, count: files.length, png: (index) => readFileSync(join(folder, files[index])) }
}

/** Another video made of one, by ffmpeg's options. */
export function remade(clip, before, after) {
  const out = join(mkdtempSync(join(tmpdir(), 'kinora-face-')), 'clip.mp4')
  const coded = ['-an', '-c:v', 'libx264', '-crf', '12', '-pix_fmt', 'yuv420p', out]
  execFileSync('ffmpeg', ['-loglevel', 'error', ...before, '-i', clip, ...after, ...coded])
  return out
}

export async function openStage(browser) {
  const studio = await browser.open({ picture: false })
  const { page } = studio
  const host = readdirSync(join(dist, 'assets')).find((file) => file.startsWith('solution-host-'))
  await page.evaluate(installDetectors, host)
  const detect = (kind) => async (png) => page.evaluate(([k, b]) => window.detect(k, b), [kind, png.toString('base64')])
  return {
    studio,
    page,
    face: detect('face_mesh'),
    body: detect('pose'),
    async open(png, settings, type = 'image/png') {
      const name = `picture${opens++}`
      await page.locator('#open-picture').setInputFiles({ name: `${name}.png`, mimeType: type, buffer: png })
      await opened(page, name)
      await page.evaluate((wanted) => window.kinora.settings(wanted), settings)
    },
    add: (control, file, key = 'driver', type = 'video/mp4') =>
      page.evaluate(
        async ([wanted, base64, name, mime]) => {
          const bytes = base64 && Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
          return window.kinora.add({ ...wanted, ...(bytes && { [name]: new Blob([bytes], { type: mime }) }) })
        },
        [control, file ? readFileSync(file).toString('base64') : null, key, type],
      ),
    update: (id, change) => page.evaluate(([i, c]) => window.kinora.update(i, c), [id, change]),
    control: (id) =>
      page.evaluate((wanted) => {
        const found = window.kinora.project().controls.find((control) => control.id === wanted)
        const { take, figure } = found
        return {
          take: take && { ...take, data: Array.from(take.data) },
          figure: figure && { ...figure, data: Array.from(figure.data) },
          joints: found.joints,
        }
      }, id),
    /** Where the drawing carries a face's landmarks to, by the motion that it tells: without a detector. */
    carried: (id, index = 0) => page.evaluate(carriedPlaces, [id, index, 'landmarks']),
    /** The same of a body's joints. */
    carriedJoints: (id, index = 0) => page.evaluate(carriedPlaces, [id, index, 'joints']),
    /** A face as it lies in the picture, [478 x 3], pixels. */
    rest: (id) =>
      page.evaluate((wanted) => {
        const { controls, picture } = window.kinora.project()
        const { landmarks } = controls.find((control) => control.id === wanted)
        return Array.from(landmarks, (value, i) => value * (i % 3 === 1 ? picture.height : picture.width))
      }, id),
    async drawn(index = 0) {
      const base64 = await page.evaluate(drawnFrame, index)
      const png = Buffer.from(base64, 'base64')
      return { png, picture: PNG.sync.read(png) }
    },
  }
}

/** In the page: detectors by kind; the face's and the body's landmarks in pixels, [[x, y, visibility, z] ...]. */
function installDetectors(file) {
  const asks = {}
  const start = async (kind) => {
    const worker = new Worker(new URL(`assets/${file}`, document.baseURI))
    let next = 0
    const ask = (message, transfer = []) =>
      new Promise((resolve) => {
        const id = next++
        const listen = ({ data: answer }) => {
          if (answer.id !== id) return
          worker.removeEventListener('message', listen)
          resolve(answer.found)
        }
        worker.addEventListener('message', listen)
        worker.postMessage({ ...message, id }, transfer)
      })
    await ask({ start: kind, folder: new URL(`perception/${kind}/`, document.baseURI).href })
    return ask
  }
  window.detect = async (kind, base64) => {
    asks[kind] ??= start(kind)
    const ask = await asks[kind]
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const { width, height } = image
    const [found] = (await ask({ image, faces: 1, still: true, looks: 3 }, [image])) ?? []
    return found ? found.map(({ x, y, z, visibility }) => [x * width, y * height, visibility ?? 1, z * width]) : null
  }
}

/** In the page: the landmarks of a face or the joints of a body, [[x, y] ...] in pixels, moved as `kinora.motion` says. */
async function carriedPlaces([id, index, key]) {
  const { width, height, flow } = await window.kinora.motion(index)
  const { controls, picture } = window.kinora.project()
  const control = controls.find((one) => one.id === id)
  const places =
    key === 'joints'
      ? control.joints.map(({ x, y }) => [x / picture.width, y / picture.height])
      : Array.from({ length: 478 }, (_, i) => [control.landmarks[3 * i], control.landmarks[3 * i + 1]])
  const read = (axis, x, y) => {
    const [px, py] = [Math.min(width - 1.001, Math.max(0, x - 0.5)), Math.min(height - 1.001, Math.max(0, y - 0.5))]
    const [left, top] = [Math.floor(px), Math.floor(py)]
    const at = (dx, dy) => flow[axis * width * height + (top + dy) * width + left + dx]
    const [fx, fy] = [px - left, py - top]
    return (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy
  }
  return places.map(([x, y]) =>
    [0, 1].map((axis) => (axis ? y * picture.height : x * picture.width) + read(axis, x * width, y * height)),
  )
}

/** In the page: a frame of the preview as a PNG, base64. */
async function drawnFrame(index) {
  const bitmap = await window.kinora.preview(index)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d').drawImage(bitmap, 0, 0)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The values of a take, one row a moment, by channel. */
export function channelsOf(take) {
  const { channels, count, data: bytes, rate } = take
  const view = new DataView(Uint8Array.from(bytes).buffer)
  const degrees = new Set(['yaw', 'pitch', 'roll'])
  const rows = Array.from({ length: count }, (_, i) =>
    Object.fromEntries(
      channels.map((name, k) => [
        name,
        view.getInt16(2 * (i * channels.length + k), true) / (degrees.has(name) ? 50 : 1000),
      ]),
    ),
  )
  return { rows, rate }
}

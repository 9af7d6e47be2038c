import { connect } from '../../../src/bridge/client'
import type { PreviewApi } from '../../../src/bridge/preview'
import { compose } from '../../../src/motion/compose'
import { buildField } from '../../../src/motion/field'
import { gpuFrame } from '../../../src/motion/gpu/read'
import { hintPlaces } from '../../../src/motion/places'
import { plainInfluence } from '../../../src/motion/plain/influence'
import { filmed, flowing, hints, mixedHints, size, still } from './scene'

const scenes = { path: hints, mixed: mixedHints, camera: filmed, fluid: flowing }

/** The largest and the mean difference (and how many are above 8) of frames drawn on the device and on the CPU; null: no device. */
async function agreement(times: number[], which: keyof typeof scenes) {
  const adapter = await navigator.gpu?.requestAdapter()
  if (!adapter) return null
  const device = await adapter.requestDevice()
  const errors: string[] = []
  device.addEventListener('uncapturederror', (event) => errors.push(event.error.message))
  const picture = still()
  const pixels = { still: picture, plate: null }
  const asked = scenes[which]()
  const field = buildField(picture, size, asked, plainInfluence(picture, hintPlaces(asked, size)))
  const frames = []
  for (const time of times) {
    const expected = compose(field, pixels, time, size).data
    const { data } = await gpuFrame(device, field, pixels, time, size)
    let [largest, sum, far] = [0, 0, 0]
    data.forEach((value, i) => {
      const gap = Math.abs(value - (expected[i] as number))
      largest = Math.max(largest, gap)
      sum += gap
      if (gap > 8) far++
    })
    frames.push({ time, largest, far, mean: sum / data.length })
  }
  return { frames, errors }
}

/** A preview worker with the scene in it; `look` answers with the mean place of what is red. */
async function openPreview(renderer: 'webgpu' | 'cpu') {
  const { api } = connect<PreviewApi>(
    new Worker(new URL('../../../src/preview/worker.ts', import.meta.url), { type: 'module' }),
    'preview',
  )
  const canvas = document.createElement('canvas')
  const info = await api.start(canvas.transferControlToOffscreen() as OffscreenCanvas, { renderer })
  const { data, width, height } = still()
  await api.setPicture(await createImageBitmap(new ImageData(data, width, height)), size)
  const begin = performance.now()
  const lifted = await api.setHints(hints(), null, 1)
  await api.draw(0.5, size)
  const first = performance.now() - begin
  // Other beginnings: a new field, with everything compiled.
  const others = []
  for (const x of [70, 90, 75, 85]) {
    const [track, ...rest] = hints()
    if (track?.kind !== 'track') continue
    const started = performance.now()
    const knots = track.knots.map((knot, i) => (i === 0 ? { ...knot, x } : knot))
    await api.setHints([{ ...track, knots }, ...rest], null, 1)
    await api.draw(0.5, size)
    others.push(performance.now() - started)
  }
  await api.setHints(hints(), null, 1)
  const again = await api.setHints(hints(), null, 0.5)
  await api.setHints(hints(), null, 1)
  const reach = await api.reach(80, 80)
  const motion = await api.motion(1, 120)
  const places = [await look(api, 0), await look(api, 1)]
  return {
    renderer: info.renderer,
    first,
    others,
    lifted: lifted ? lifted.data.filter((value) => value > 127).length / lifted.data.length : null,
    again,
    reach: reach.data[Math.floor(reach.height / 2) * reach.width + Math.floor(reach.width / 3)],
    flow: [motion.flow[40 * motion.width + 40], motion.flow[motion.width * motion.height + 40 * motion.width + 40]],
    places,
  }
}

async function look(api: { capture: PreviewApi['capture'] }, time: number) {
  const bitmap = await api.capture(time, size)
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d') as OffscreenCanvasRenderingContext2D
  context.drawImage(bitmap, 0, 0)
  const { data } = context.getImageData(0, 0, size.width, size.height)
  let [x, count] = [0, 0]
  for (let i = 0; i < size.width * size.height; i++) {
    if ((data[4 * i] as number) < 1.5 * (data[4 * i + 1] as number)) continue
    x += (i % size.width) + 0.5
    count++
  }
  return { x: x / count, count }
}

Object.assign(window, { warp: { agreement, openPreview } })

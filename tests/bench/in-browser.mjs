// What is measured in the studio, driven by window.kinora and by real gestures.

/** Opens a picture of the bench's own making: a thing on a busy ground, always the same. */
async function openScene(tab, width, height) {
  await tab.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h)
      const context = canvas.getContext('2d')
      let seed = 7
      const random = () => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
        return seed / 2 ** 32
      }
      const sky = context.createLinearGradient(0, 0, 0, h)
      sky.addColorStop(0, '#9db8cf')
      sky.addColorStop(1, '#e8dcc2')
      context.fillStyle = sky
      context.fillRect(0, 0, w, h)
      for (let i = 0; i < 400; i++) {
        context.fillStyle = `hsl(${100 + 60 * random()} ${20 + 30 * random()}% ${35 + 35 * random()}%)`
        context.beginPath()
        context.ellipse(
          w * random(),
          h * (0.55 + 0.5 * random()),
          w * 0.03 * random() + 2,
          h * 0.05 * random() + 2,
          3 * random(),
          0,
          7,
        )
        context.fill()
      }
      context.fillStyle = '#c8402f'
      context.beginPath()
      context.ellipse(w * 0.4, h * 0.45, w * 0.1, h * 0.18, 0, 0, 7)
      context.fill()
      context.fillStyle = '#f2d5a0'
      context.fillRect(w * 0.37, h * 0.3, w * 0.015, h * 0.3)
      await window.kinora.open(await canvas.convertToBlob({ type: 'image/png' }))
    },
    [width, height],
  )
}

/** A path over the thing, in picture pixels. */
const path = (width, height) => [
  { x: width * 0.4, y: height * 0.45 },
  { x: width * 0.47, y: height * 0.4 },
  { x: width * 0.54, y: height * 0.42 },
]

/** Watches the stage's picture: times at which it came to look different, and when the pointer was lifted. */
async function watchStage(tab) {
  await tab.evaluate(() => {
    const stage = document.querySelector('section canvas')
    const eye = new OffscreenCanvas(96, 60)
    const context = eye.getContext('2d', { willReadFrequently: true })
    window.seen = { lifted: [], changes: [] }
    window.addEventListener('pointerup', () => window.seen.lifted.push(performance.now()), true)
    let last = 0
    const look = () => {
      context.drawImage(stage, 0, 0, 96, 60)
      let sum = 0
      for (const value of new Uint32Array(context.getImageData(0, 0, 96, 60).data.buffer))
        sum = (Math.imul(sum, 31) + value) | 0
      if (sum !== last) window.seen.changes.push(performance.now())
      last = sum
      requestAnimationFrame(look)
    }
    look()
  })
}

/** From the moment a drawn path is let go to the first preview frame that shows it. */
export async function firstMotion(tab, note) {
  const times = []
  for (let round = 0; round < 4; round++) {
    await openScene(tab, 512, 320)
    await tab.waitForTimeout(1500)
    if (round === 0) await watchStage(tab)
    const box = await tab.locator('section canvas').first().boundingBox()
    if (round === 0) note('preview: width on the screen', box.width, 'px')
    const points = path(box.width, box.height)
    await tab.evaluate(() => {
      window.seen.lifted.length = 0
      window.seen.changes.length = 0
    })
    await tab.mouse.move(box.x + points[0].x, box.y + points[0].y)
    await tab.mouse.down()
    for (const point of points.slice(1)) await tab.mouse.move(box.x + point.x, box.y + point.y, { steps: 8 })
    await tab.mouse.up()
    await tab.waitForFunction(() => window.seen.changes.some((time) => time > window.seen.lifted[0])).catch(() => {})
    const { lifted, changes } = await tab.evaluate(() => window.seen)
    const next = changes.find((time) => time > lifted[0])
    if (next !== undefined) times.push(next - lifted[0])
  }
  times.sort((a, b) => a - b)
  if (times.length)
    note('preview: pointer-up to the first new frame (median of 4)', times[times.length >> 1], 'ms', 100)
}

/** Different pictures a second while the clip plays, asked for at 60. */
export async function previewRate(tab, note) {
  await tab.evaluate(() => window.kinora.settings({ fps: 60, frameCount: 240 }))
  if (await tab.getByRole('button', { name: 'Play', exact: true }).count())
    await tab.getByRole('button', { name: 'Play', exact: true }).click()
  await tab.waitForTimeout(1000)
  const rate = await tab.evaluate(async () => {
    window.seen.changes.length = 0
    const before = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 3000))
    return (1000 * window.seen.changes.length) / (performance.now() - before)
  })
  note('preview: frames a second', rate, 'fps', 30, false)
}

/** Stops the preview, which would take its share of the cores. */
async function pause(tab) {
  const button = tab.getByRole('button', { name: 'Pause', exact: true })
  if (await button.count()) await button.click()
}

async function render(tab, settings, learned) {
  return tab.evaluate(
    async ([change, learn]) => {
      window.kinora.settings(change)
      const before = performance.now()
      const stats = await window.kinora.render(learn ? { learned: true } : {})
      return { ...stats, seconds: (performance.now() - before) / 1000 }
    },
    [settings, learned],
  )
}

/** Four seconds at 768x512 and 24 frames a second, rendered and saved as mp4. */
export async function draft(tab, note) {
  await openScene(tab, 768, 512)
  await tab.evaluate((points) => window.kinora.add({ kind: 'trajectory', points }), path(768, 512))
  await tab.waitForTimeout(2000)
  await pause(tab)
  const stats = await render(tab, { frameCount: 96, fps: 24, quality: 'draft', width: null }, false)
  const saved = await tab.evaluate(async () => {
    const before = performance.now()
    const blob = await window.kinora.export('mp4')
    return { seconds: (performance.now() - before) / 1000, bytes: blob.size }
  })
  for (const stage of ['motion', 'plate', 'compose']) note(`draft: ${stage}`, stats.milliseconds[stage], 'ms')
  const each = await tab.evaluate(async () => {
    const before = performance.now()
    for (let index = 40; index < 50; index++) (await window.kinora.frame(index)).close()
    return (performance.now() - before) / 10
  })
  note('draft: one frame at 768x512, composed and handed over', each, 'ms')
  note('draft: render', stats.seconds, 's')
  note('draft: export as mp4', saved.seconds, 's')
  note('draft: size of the mp4', saved.bytes, 'bytes')
  note('draft: 96 frames at 768x512 saved as mp4', stats.seconds + saved.seconds, 's', 15)
}

/**
 * Sixteen frames at 512x320 with every network: with graphs that have to be opened; then, of a path that the preview has
 * shown and nobody has rendered; then with another seed, for which nothing is found out again.
 */
export async function full(tab, note) {
  const settings = { frameCount: 16, fps: 8, quality: 'full', width: 512 }
  const show = async () => {
    await openScene(tab, 512, 320)
    await tab.evaluate((points) => window.kinora.add({ kind: 'trajectory', points }), path(512, 320))
    await tab.waitForTimeout(2000)
    await pause(tab)
  }
  await show()
  const cold = await render(tab, { ...settings, seed: 1 }, true)
  await show()
  const fresh = await render(tab, { ...settings, seed: 2 }, true)
  const again = await render(tab, { ...settings, seed: 3 }, true)
  note('full: 16 frames at 512x320, first time', cold.seconds, 's', 30)
  note('full: opening the graphs, first time', cold.loadMilliseconds ?? 0, 'ms')
  note('full: 16 frames at 512x320, another path', fresh.seconds, 's', 30)
  const { milliseconds } = fresh
  for (const stage of ['motion', 'plate', 'encode', 'condition', 'decode', 'compose'])
    note(`full: ${stage}`, milliseconds[stage], 'ms')
  for (const [index, step] of milliseconds.step.entries()) note(`full: step ${index + 1}`, step, 'ms')
  for (const [graph, runs] of Object.entries(fresh.runs)) note(`full: runs of ${graph}`, runs, '')
  note('full: bare graph runs', fresh.graphMilliseconds, 'ms')
  const restOf = ({ milliseconds, graphMilliseconds }) => milliseconds.total - graphMilliseconds - milliseconds.compose
  note('full: all but graph runs and composing', (100 * restOf(fresh)) / milliseconds.total, '%', 5)
  note(
    'full: of that, what is found out once of a path (its motion, what it uncovers, the plate)',
    (100 * (milliseconds.motion + milliseconds.plate)) / milliseconds.total,
    '%',
  )
  note('full: 16 frames at 512x320, another seed', again.seconds, 's', 30)
  note('full: all but graph runs and composing, another seed', (100 * restOf(again)) / again.milliseconds.total, '%', 5)
  note('full: peak bytes of tensors', fresh.peakTensorBytes / 2 ** 20, 'MiB')
}

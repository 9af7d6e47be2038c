// What portraits do: sliders, cross-identity, a driver that does nothing, styles.
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { between, nme, shapeOf, told } from './measure.mjs'
import { channelsOf, data, framesOf, remade } from './stage.mjs'

const portraits = ['astronaut.png', 'red-hat.png', 'mona-lisa.jpg'].map((name) => join(data, 'portraits', name))
const typeOf = (file) => (file.endsWith('jpg') ? 'image/jpeg' : 'image/png')

/** Sliders, what of the face answers, and which other answers should stay (those that the same muscle moves may not). */
const sliders = [
  { name: 'blink', answer: 'lids', others: ['lips', 'width', 'brows', 'roll'], to: 1 },
  { name: 'mouth', answer: 'lips', others: ['lids', 'brows', 'yaw', 'roll'], to: 1 },
  { name: 'brow', answer: 'brows', others: ['lids', 'lips', 'width', 'roll'], to: 1 },
  { name: 'smile', answer: 'width', others: ['brows', 'yaw', 'roll'], to: 1 },
  { name: 'yaw', answer: 'yaw', others: ['lips', 'roll'], to: 25 },
  { name: 'pitch', answer: 'pitch', others: ['lips', 'roll', 'yaw'], to: 15 },
  { name: 'roll', answer: 'roll', others: ['lips', 'yaw'], to: 15 },
]
/** Full range of each answer, by which crosstalk is told. */
const full = { lids: 0.12, lips: 0.4, width: 0.15, brows: 0.1, yaw: 25, pitch: 15, roll: 15 }

export async function sliderAnswers(stage) {
  const rows = []
  for (const file of portraits) {
    await stage.open(readFileSync(file), { frameCount: 2, fps: 12 }, typeOf(file))
    const id = await stage.add({ kind: 'face' })
    for (const { name, answer, others, to } of sliders) {
      const seen = []
      for (const share of [0, 0.25, 0.5, 0.75, 1]) {
        await stage.update(id, { expression: { [name]: share * to + 1e-4 } })
        const face = await stage.face((await stage.drawn()).png)
        seen.push(face ? told(face) : null)
      }
      if (seen.some((one) => !one)) {
        rows.push([basename(file), name, 'lost', '-', '-'])
        continue
      }
      const course = seen.map((one) => one[answer])
      const sign = Math.sign(course.at(-1) - course[0])
      const monotone = course.slice(1).every((value, k) => sign * (value - course[k]) > 0)
      const cross = Math.max(...others.map((other) => Math.abs(seen.at(-1)[other] - seen[0][other]) / full[other]))
      rows.push([
        basename(file),
        name,
        monotone ? 'yes' : 'no',
        `${course[0].toFixed(3)} to ${course.at(-1).toFixed(3)}`,
        `${(100 * cross).toFixed(0)} %`,
      ])
    }
  }
  return {
    title: 'Sliders',
    notes:
      'Each slider at five values; its answer as a detector finds it in the drawing (lids, lips, width, brows in parts of the outer eye distance; yaw and pitch by where the nose lies, which a flat drawing understates; degrees). Crosstalk: the largest change of what should stay, in its full range. Targets: monotone; crosstalk at most 10 %.',
    head: ['portrait', 'slider', 'monotone', 'answer', 'crosstalk'],
    rows,
  }
}

export async function crossIdentity(stage) {
  const clip = join(data, 'driving', 'man-expressions.mp4')
  const frames = framesOf(clip, 12)
  const driver = []
  for (let i = 0; i < frames.count; i += 8) driver.push({ i, face: await stage.face(frames.png(i)) })
  const rows = []
  for (const file of portraits) {
    await stage.open(readFileSync(file), { frameCount: frames.count, fps: 12 }, typeOf(file))
    await stage.add({ kind: 'face', gains: {} }, clip)
    const own = await stage.face((await stage.drawn()).png)
    const off = { lids: 0, lips: 0, roll: 0 }
    let [shape, size, count] = [0, 0, 0]
    for (const { i, face } of driver) {
      const got = await stage.face((await stage.drawn(i)).png)
      if (!got || !face) continue
      const [did, does] = [told(face), told(got)]
      const [was, were] = [told(driver[0].face), told(own)]
      for (const key of Object.keys(off)) off[key] += Math.abs(does[key] - were[key] - (did[key] - was[key]))
      // Shape and size are compared where the driver looks as he did at first.
      if (Math.abs(did.pitch - was.pitch) < 6 && Math.abs(did.yaw - was.yaw) < 6) {
        shapeOf(got).forEach((ratio, k) => {
          shape = Math.max(shape, Math.abs(ratio / shapeOf(own)[k] - 1))
        })
        const grown = between(got, 33, 263) / between(own, 33, 263)
        size = Math.max(size, Math.abs(grown / (between(face, 33, 263) / between(driver[0].face, 33, 263)) - 1))
      }
      count++
    }
    rows.push([
      basename(file),
      count,
      ...['lids', 'lips', 'roll'].map((key) => (off[key] / count).toFixed(3)),
      `${(100 * shape).toFixed(1)} %`,
      `${(100 * size).toFixed(1)} %`,
    ])
  }
  return {
    title: 'Cross-identity',
    notes:
      'Portraits driven by man-expressions.mp4. Mean difference of what portrait and driver do against their own first frames, at the same time: lids and lips in parts of the outer eye distance, roll in degrees. Face shape and head size: largest drift of ratios that no expression changes, while the driver looks as at first. Targets: shape 2 %, size 1 %.',
    head: ['portrait', 'frames', 'lids', 'lips', 'roll', 'shape', 'size'],
    rows,
  }
}

/** Its first frame for two seconds, as seen by a camera: with noise. */
export async function stillDriver(stage) {
  const clip = join(data, 'driving', 'man-signing.mp4')
  const seconds = 2
  const still = remade(
    clip,
    [],
    [
      '-vf',
      `select=eq(n\\,0),loop=${seconds * 30}:1:0,setpts=N/30/TB,noise=alls=6:allf=t`,
      '-r',
      '30',
      '-t',
      String(seconds),
    ],
  )
  const rows = []
  for (const file of portraits) {
    await stage.open(readFileSync(file), { frameCount: 16, fps: 8 }, typeOf(file))
    const before = await stage.face((await stage.drawn()).png)
    const id = await stage.add({ kind: 'face' }, still)
    let [identity, jitter] = [0, 0]
    for (const i of [3, 6, 9]) identity = Math.max(identity, nme(await stage.face((await stage.drawn(i)).png), before))
    const { rows: moments } = channelsOf((await stage.control(id)).take)
    for (let i = 1; i < moments.length; i++)
      for (const name of ['x', 'y'])
        jitter = Math.max(jitter, Math.abs(moments[i][name] - moments[i - 1][name]) * between(before, 33, 263))
    rows.push([basename(file), identity.toFixed(4), jitter.toFixed(3)])
  }
  return {
    title: 'A driver that does nothing',
    notes:
      'One frame of man-signing.mp4 for two seconds, with a camera’s noise. NME of the drawing to the portrait itself (the detector’s own noise counts), and the largest way of the head from one frame to the next, pixels. Target: 0.3 px.',
    head: ['portrait', 'NME', 'jitter, px'],
    rows,
  }
}

/** A driver repeated eight times: what is said at the same phase. */
export async function repeatedDriver(stage) {
  const clip = join(data, 'driving', 'man-signing.mp4')
  const long = remade(clip, ['-stream_loop', '7'], [])
  await stage.open(readFileSync(portraits[0]), { frameCount: 16, fps: 8 })
  const { rows: moments } = channelsOf((await stage.control(await stage.add({ kind: 'face' }, long))).take)
  const span = Math.floor(moments.length / 8)
  let [turn, way] = [0, 0]
  for (let i = Math.floor(span / 4); i < span - 2; i++) {
    for (const name of ['yaw', 'pitch', 'roll'])
      turn = Math.max(turn, Math.abs(moments[i + 7 * span][name] - moments[i + span][name]))
    for (const name of ['x', 'y']) way = Math.max(way, Math.abs(moments[i + 7 * span][name] - moments[i + span][name]))
  }
  return {
    title: 'A driver repeated eight times',
    notes:
      'man-signing.mp4 eight times: largest difference of the head’s pose in the second and the last round, at the same phase.',
    head: ['frames', 'turn, degrees', 'way, of the outer eye distance'],
    rows: [[moments.length, turn.toFixed(2), way.toFixed(4)]],
  }
}

/** Pictures of every style, placed by clicks where no face is found. */
const styles = [
  ['photo', 'portraits/astronaut.png'],
  ['photo', 'portraits/red-hat.png'],
  ['photo', 'train/photos/kodak-15.jpg'],
  ['painting', 'portraits/mona-lisa.jpg'],
  [
    'drawing',
    'portraits/drawn-girl.png',
    [
      [0.348, 0.149],
      [0.471, 0.147],
      [0.395, 0.186],
      [0.384, 0.209],
      [0.437, 0.206],
      [0.41, 0.244],
    ],
  ],
  [
    'statue',
    'train/photos/kodak-17.jpg',
    [
      [0.42, 0.268],
      [0.5, 0.265],
      [0.425, 0.31],
      [0.425, 0.342],
      [0.48, 0.342],
      [0.45, 0.38],
    ],
  ],
  [
    'mascot',
    'train/photos/teddy-bear.jpg',
    [
      [0.705, 0.42],
      [0.76, 0.41],
      [0.715, 0.46],
      [0.7, 0.49],
      [0.74, 0.49],
      [0.72, 0.53],
    ],
  ],
  [
    'animal',
    'photos/cat.png',
    [
      [0.42, 0.36],
      [0.72, 0.42],
      [0.57, 0.6],
      [0.5, 0.7],
      [0.64, 0.72],
      [0.57, 0.85],
    ],
  ],
]

export async function stylesPass(stage) {
  const rows = []
  for (const [style, name, clicks] of styles) {
    const file = join(data, name)
    await stage.open(readFileSync(file), { frameCount: 2, fps: 12 }, typeOf(file))
    let id = await stage.add({ kind: 'face' }).catch(() => null)
    const found = id !== null
    if (!found) id = await stage.page.evaluate(placeByClicks, clicks)
    const { picture: before } = await stage.drawn()
    const done = []
    for (const expression of [{ blink: 1 }, { mouth: 0.7 }, { yaw: 15 }, { yaw: -15 }]) {
      await stage.update(id, { expression })
      const { picture } = await stage.drawn()
      let changed = 0
      for (let i = 0; i < picture.data.length; i += 4) if (Math.abs(picture.data[i] - before.data[i]) > 24) changed++
      const flow = await stage.page.evaluate(foldsOf)
      done.push(changed > 8 && flow === 0)
    }
    rows.push([style, basename(file), found ? 'found' : 'placed', ...done.map((ok) => (ok ? 'yes' : 'no'))])
  }
  return {
    title: 'Styles',
    notes:
      'Whether each blinks, speaks and turns 15 degrees both ways: something is seen to change, and nowhere is the told motion folded over (its Jacobian stays positive within the head).',
    head: ['style', 'picture', 'face', 'blinks', 'speaks', 'turns', 'turns back'],
    rows,
  }
}

/** In the page: a face by six clicks of the face tool's own order, shares of the picture. */
async function placeByClicks(clicks) {
  const { width, height } = window.kinora.project().picture
  const tool = document.querySelector('[role=toolbar] button[aria-label="Face"]')
  tool.click()
  const surface = document.querySelector('#stage-surface canvas').getBoundingClientRect()
  const target = document.querySelector('#stage-surface')
  const click = async ([x, y]) => {
    const place = { clientX: surface.x + x * surface.width, clientY: surface.y + y * surface.height }
    for (const type of ['pointerdown', 'pointerup'])
      target.dispatchEvent(
        new PointerEvent(type, { bubbles: true, pointerId: 1, pointerType: 'mouse', button: 0, ...place }),
      )
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  void [width, height]
  await click(clicks[0])
  while (!document.body.textContent.includes('1 of 6')) await new Promise((resolve) => setTimeout(resolve, 100))
  for (const place of clicks) await click(place)
  while (window.kinora.project().controls.length === 0) await new Promise((resolve) => setTimeout(resolve, 100))
  const [{ id }] = window.kinora.project().controls
  await window.kinora.update(id, { alive: 0 })
  return id
}

/** In the page: how many places of the told motion are folded over. */
async function foldsOf() {
  const { width, height, flow } = await window.kinora.motion(0)
  const { picture } = window.kinora.project()
  const [sx, sy] = [width / picture.width, height / picture.height]
  const count = width * height
  let folds = 0
  for (let y = 1; y + 1 < height; y++)
    for (let x = 1; x + 1 < width; x++) {
      const i = y * width + x
      if (![i - 1, i + 1, i - width, i + width].every((k) => flow[k] !== 0 || flow[count + k] !== 0)) continue
      const xx = 1 + ((flow[i + 1] - flow[i - 1]) / 2) * sx
      const yy = 1 + ((flow[count + i + width] - flow[count + i - width]) / 2) * sy
      const xy = ((flow[i + width] - flow[i - width]) / 2) * sx
      const yx = ((flow[count + i + 1] - flow[count + i - 1]) / 2) * sy
      if (xx * yy - xy * yx < -0.5) folds++
    }
  return folds
}

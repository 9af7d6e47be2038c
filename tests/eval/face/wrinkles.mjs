// Wrinkles and the shade of cheeks: a first frame driven by its own clip, with the light that the driver's skin has and without it.
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { data, framesOf } from './stage.mjs'

/** Frames of each clip that are looked at. */
const looks = 12
/** Places of the skin, outlined by landmarks. */
const areas = {
  forehead: [[10, 338, 297, 332, 284, 300, 293, 334, 296, 336, 9, 107, 66, 105, 63, 70, 54, 103, 67, 109]],
  cheeks: [
    [117, 118, 101, 36, 203, 206, 207, 187, 147, 123],
    [346, 347, 330, 266, 423, 426, 427, 411, 376, 352],
  ],
}

export async function wrinkles(stage) {
  const rows = []
  for (const name of ['man-expressions.mp4', 'man-signing.mp4']) {
    const clip = join(data, 'driving', name)
    const frames = framesOf(clip, 12)
    await stage.open(frames.png(0), { frameCount: frames.count, fps: 12 })
    const id = await stage.add({ kind: 'face' }, clip)
    const truths = []
    for (let k = 1; k <= looks; k++) {
      const index = Math.round((k * (frames.count - 1)) / looks)
      const face = await stage.face(frames.png(index))
      if (face) truths.push({ index, face, picture: PNG.sync.read(frames.png(index)) })
    }
    const drawn = async () => {
      const sums = { forehead: 0, cheeks: 0 }
      for (const { index, face, picture: truth } of truths) {
        const { picture } = await stage.drawn(index)
        for (const [area, rings] of Object.entries(areas))
          sums[area] += difference(
            picture,
            truth,
            rings.map((ring) => ring.map((i) => face[i])),
          )
      }
      return sums
    }
    const lit = await drawn()
    await stage.page.evaluate(withoutImprint, id)
    const unlit = await drawn()
    for (const area of Object.keys(areas)) {
      const [own, none] = [lit, unlit].map((sums) => sums[area] / truths.length)
      rows.push([name, area, own.toFixed(2), none.toFixed(2), `${(100 * (1 - own / none)).toFixed(1)} %`])
    }
  }
  return {
    title: 'Wrinkles and shades',
    notes:
      'The first frame of a clip, driven by the clip: mean difference from the true frames (L1, of 255) within forehead and cheeks as they are found in those, with the light of the driver’s skin and without it. Target: at least 5 % below without.',
    head: ['clip', 'where', 'with', 'without', 'below'],
    rows,
  }
}

/** Mean absolute difference of two pictures within outlines. */
function difference(a, b, rings) {
  let [sum, count] = [0, 0]
  for (const ring of rings) {
    const [xs, ys] = [0, 1].map((axis) => ring.map((point) => point[axis]))
    for (let y = Math.floor(Math.min(...ys)); y <= Math.max(...ys); y++)
      for (let x = Math.floor(Math.min(...xs)); x <= Math.max(...xs); x++) {
        if (x < 0 || y < 0 || x >= a.width || y >= a.height || !contains(ring, x + 0.5, y + 0.5)) continue
        for (let c = 0; c < 3; c++) {
          const at = 4 * (y * a.width + x) + c
          sum += Math.abs(a.data[at] - b.data[at])
          count++
        }
      }
  }
  return sum / Math.max(1, count)
}

function contains(ring, x, y) {
  return ring.reduce((within, [ax, ay], k) => {
    const [bx, by] = ring.at(k - 1)
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !within : within
  }, false)
}

/** In the page: the same take, without what was seen of the driver's mouth and skin. */
async function withoutImprint(id) {
  const { take } = window.kinora.project().controls.find((control) => control.id === id)
  const { imprint, ...rest } = take
  if (!imprint) throw new Error('the take holds nothing of the driver’s skin')
  await window.kinora.update(id, { take: rest })
}

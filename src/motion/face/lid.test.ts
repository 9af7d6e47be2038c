import { expect, test } from 'vitest'
import { withDrawnEyes } from '../../core/face/drawn-eyes/drawn-eyes'
import type { ChannelName } from '../../core/face/names'
import { placedFace } from '../../core/face/place'
import { eyes } from '../../core/face/points'
import { createPicture } from '../../core/image'
import { compose } from '../compose'
import { buildField } from '../field'
import { seeded } from '../plate/random'
import { drawEye } from './eye'
import { eyeTextures } from './eyeball'
import { faceMesh } from './mesh'
import { movedWhole } from './moved'
import { faceDoing, valuesOf } from './testing/doing'

const size = { width: 200, height: 220 }
const skin = [252, 226, 210] as const
const still = createPicture(size.width, size.height)
/** Whether a place lies in one of the two tall ellipses that are the eyes. */
const inEye = (x: number, y: number, share = 1) =>
  [65, 135].some((cx) => ((x - cx) / (13 * share)) ** 2 + ((y - 90) / (20 * share)) ** 2 < 1)
for (let y = 0; y < size.height; y++)
  for (let x = 0; x < size.width; x++)
    still.data.set([...(inEye(x + 0.5, y + 0.5) ? [60, 70, 160] : skin), 255], 4 * (y * size.width + x))
const landmarks = withDrawnEyes(
  placedFace([
    { x: 65, y: 90 },
    { x: 135, y: 90 },
    { x: 100, y: 125 },
    { x: 80, y: 150 },
    { x: 120, y: 150 },
    { x: 100, y: 190 },
  ]),
  still,
)

function drawn(does: Partial<Record<ChannelName, number>>, of = still) {
  const hint = faceDoing(landmarks, does)
  const none = { width: 1, height: 1, count: 0, maps: new Float32Array(0), method: 'plain' as const }
  return compose(buildField(of, size, [hint], none), { still: of, plate: null }, 0, size)
}

test('a drawn eye that closes is all skin, but for one line of lashes; one that is half closed is so below', () => {
  const blue = ({ data }: typeof still, from: number, to: number) => {
    let count = 0
    for (let y = from; y < to; y++)
      for (let x = 0; x < size.width; x++)
        if (inEye(x + 0.5, y + 0.5, 0.9) && (data[4 * (y * size.width + x)] as number) < 150) count++
    return count
  }
  const [open, half, closed] = [0, 0.5, 1].map((value) => drawn({ eyeBlinkLeft: value, eyeBlinkRight: value })) as [
    typeof still,
    typeof still,
    typeof still,
  ]
  expect(blue(open, 70, 110)).toBeGreaterThan(1200)
  // Above the lashes there is nothing of the eye, and it has the skin's own colour.
  expect(blue(closed, 70, 94)).toBe(0)
  expect(blue(closed, 70, 110)).toBeLessThan(450)
  const at = 4 * (85 * size.width + 65)
  skin.forEach((value, c) => {
    expect(Math.abs((closed.data[at + c] as number) - value)).toBeLessThan(12)
  })
  expect(blue(half, 70, 82)).toBe(0)
  expect(blue(half, 96, 108)).toBeGreaterThan(300)
})

test('the mouth of a drawing opens onto the dark and a tongue, and shows no row of teeth', () => {
  const { data } = drawn({ jawOpen: 0.8 })
  let [dark, white] = [0, 0]
  for (let y = 140; y < 200; y++)
    for (let x = 75; x < 125; x++) {
      const [r, g, b] = data.subarray(4 * (y * size.width + x)) as unknown as [number, number, number]
      if (r < 120 && g < 60) dark++
      // Ivory: lighter than the skin's blue against its red.
      if (r > 150 && r - b < 28) white++
    }
  expect(dark).toBeGreaterThan(60)
  expect(white).toBe(0)
})

test('an eye that does nothing while the head turns is left as it was carried; one that closes is drawn', () => {
  const mesh = faceMesh(landmarks, size)
  const textures = eyeTextures(still, mesh.rest, 1, 1)
  const touched = (does: Partial<Record<ChannelName, number>>) => {
    const out = createPicture(size.width, size.height)
    const values = valuesOf(does)
    for (const side of ['left', 'right'] as const)
      drawEye(out, textures[side], eyes[side], mesh.rest, movedWhole(mesh, values), values, { x: 1, y: 1 })
    return out.data.filter((value) => value > 0).length
  }
  for (const turn of [{ yaw: 14 }, { yaw: -14 }, { pitch: 10 }, { roll: 12 }]) expect(touched(turn)).toBe(0)
  expect(touched({ yaw: 14, eyeBlinkLeft: 0.5, eyeBlinkRight: 0.5 })).toBeGreaterThan(500)
})

test('the lid of an animal has hairs, as what grows around it', () => {
  const fur = createPicture(size.width, size.height)
  fur.data.set(still.data)
  const next = seeded(3)
  // One tuft over and over: among hairs that are all unlike each other the search for alike ones has no end.
  const tuft = Array.from({ length: 12 * 12 }, () => Math.round(50 * (next() - 0.5)))
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const at = 4 * (y * size.width + x)
      const hair = tuft[12 * (y % 12) + (x % 12)] as number
      if ((fur.data[at] as number) > 100) fur.data.set([190 + hair, 150 + hair, 100 + hair], at)
    }
  const closed = drawn({ eyeBlinkLeft: 1, eyeBlinkRight: 1 }, fur)
  const grain = ({ data }: typeof still, x0: number, y0: number) => {
    let sum = 0
    for (let y = y0; y < y0 + 14; y++)
      for (let x = x0; x < x0 + 12; x++) {
        const at = 4 * (y * size.width + x) + 1
        sum += Math.abs((data[at] as number) - (data[at + 4] as number)) / (14 * 12)
      }
    return sum
  }
  const around = grain(fur, 94, 60)
  for (const x of [59, 129]) {
    expect(grain(closed, x, 80)).toBeGreaterThan(0.6 * around)
    expect(grain(closed, x, 80)).toBeLessThan(1.5 * around)
  }
})

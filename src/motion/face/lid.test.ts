import { expect, test } from 'vitest'
import { withDrawnEyes } from '../../core/face/drawn-eyes'
import type { ChannelName } from '../../core/face/names'
import { placedFace } from '../../core/face/place'
import { createPicture } from '../../core/image'
import { compose } from '../compose'
import { buildField } from '../field'
import { faceDoing } from './testing/doing'

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

function drawn(does: Partial<Record<ChannelName, number>>) {
  const hint = faceDoing(landmarks, does)
  const none = { width: 1, height: 1, count: 0, maps: new Float32Array(0), method: 'plain' as const }
  return compose(buildField(still, size, [hint], none), { still, plate: null }, 0, size)
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

import { expect, test } from 'vitest'
import { templateFace } from '../../core/face/template'
import type { FaceHint, Hint } from '../../core/hint'
import { createPicture, type Mask } from '../../core/image'
import { compose } from '../compose'
import { buildField } from '../field'
import { flowAt } from '../flow'
import { faceDoing } from './testing/doing'

const size = { width: 240, height: 240 }
const landmarks = templateFace.map(
  (value, i) => 50 * value + ([120, 105, 0][i % 3] as number),
) as Float32Array<ArrayBuffer>
/** A disc before bars: a head, and a background that would show any bend. */
const inside = (x: number, y: number) => Math.hypot(x - 120, y - 115) < 62
const still = createPicture(size.width, size.height)
const figure: Mask = { ...size, data: new Uint8Array(size.width * size.height) }
for (let y = 0; y < size.height; y++)
  for (let x = 0; x < size.width; x++) {
    const at = y * size.width + x
    const head = inside(x + 0.5, y + 0.5)
    figure.data[at] = head ? 255 : 0
    still.data.set(head ? [200, 150, 120, 255] : x % 12 < 6 ? [30, 60, 90, 255] : [90, 120, 60, 255], 4 * at)
  }
const hint: FaceHint = { ...faceDoing(landmarks, { roll: 12, x: 0.4 }), figure }
const none = { width: 1, height: 1, count: 0, maps: new Float32Array(0), method: 'plain' as const }
const field = buildField(still, size, [hint], none)

test('a head that moves leaves its background as it is, shows what was behind it, and covers what it comes to', () => {
  const frame = compose(field, { still, plate: null }, 0, size)
  let [bent, background] = [0, 0]
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      // Neither where it was nor where it comes to: 20 to the right, leant about the neck.
      if (Math.hypot(x - 120, y - 115) < 70 || Math.hypot(x - 148, y - 115) < 76) continue
      background++
      const at = 4 * (y * size.width + x)
      for (let c = 0; c < 4; c++) if (frame.data[at + c] !== still.data[at + c]) bent++
    }
  expect(background).toBeGreaterThan(20_000)
  expect(bent).toBe(0)
  const red = (x: number, y: number) => frame.data[4 * (y * size.width + x)] as number
  expect(red(62, 100)).toBeLessThan(110)
  expect(red(190, 100)).toBeGreaterThan(170)
})

test('what is told of its motion ends with the head', () => {
  const { data } = flowAt(field, 0, size.width, size.height)
  expect(data[100 * size.width + 20]).toBe(0)
  expect(data[100 * size.width + 120]).toBeGreaterThan(15)
})

test('a head that lies past the border of its picture harms no frame', () => {
  const away = { ...hint, landmarks: landmarks.map((value, i) => (i % 3 === 2 ? value : 40 * value)), figure: null }
  const beyond = buildField(still, size, [away], none)
  for (const time of [0, 0.5]) {
    const { data } = compose(beyond, { still, plate: null }, time, size)
    expect(data.every((value, i) => value === still.data[i])).toBe(true)
  }
})

test("hair that sways on a head is the head's own, not what was behind it", () => {
  const selection: Mask = { ...size, data: new Uint8Array(size.width * size.height) }
  for (let y = 90; y < 150; y++) selection.data.fill(255, y * size.width + 95, y * size.width + 145)
  const manner = { manner: 'sway', turbulence: 0, softness: 0.02, lift: 0, passes: 'around', period: 2 } as const
  const arrows = [{ x: 120, y: 120, dx: 6, dy: 0 }]
  const hair: Hint = { kind: 'fluid', control: 'b', selection, arrows, ...manner }
  const frame = compose(buildField(still, size, [hint, hair], none), { still, plate: null }, 0.5, size)
  const at = 4 * (120 * size.width + 120)
  expect([...frame.data.subarray(at, at + 3)]).toEqual([200, 150, 120])
})

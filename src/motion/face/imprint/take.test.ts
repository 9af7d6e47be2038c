import { expect, test } from 'vitest'
import { mouthGrid, skinGrid } from '../../../core/face/imprint/imprint'
import { templateFace } from '../../../core/face/template'
import { createPicture } from '../../../core/image'
import { depthIn, outlineOf } from '../outline'
import { skinLight } from './skin-light'
import { takeSight } from './take'

const side = 220
const landmarks = Float32Array.from(templateFace, (value, i) => 90 * value + ([110, 90, 0][i % 3] as number))
const [mouthX, mouthY] = [110, 90 + 90 * 0.806]
// An open mouth: the upper half of it white, the lower red.
const open = landmarks.slice()
for (const i of [95, 88, 178, 87, 14, 317, 402, 318, 324]) open[3 * i + 1] = (open[3 * i + 1] as number) + 14
const inner = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95]

function face(light: (x: number, y: number) => number) {
  const picture = createPicture(side, side)
  const ring = outlineOf(open, inner)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const inside = depthIn(ring, x + 0.5, y + 0.5) > 0
      const grey = light(x, y)
      const colour = inside ? (y < mouthY + 7 ? [240, 240, 240] : [150, 20, 20]) : [grey, 0.8 * grey, 0.7 * grey]
      picture.data.set([...colour, 255], 4 * (y * side + x))
    }
  return picture
}

test('the inside of a mouth is read between the inner lips, from the upper one down', () => {
  const { mouth, parted, lamp } = takeSight(
    face(() => 180),
    open,
  )
  const at = (column: number, row: number) => [...mouth.subarray(3 * (row * mouthGrid.columns + column)).subarray(0, 3)]
  expect(at(20, 2)[2]).toBeGreaterThan(200)
  expect(at(20, 21)[2]).toBeLessThan(60)
  expect(parted).toBeGreaterThan(0.15)
  expect(lamp[0]).toBeCloseTo(180, 0)
  expect(mouthX).toBe(110)
})

test('skin that gets a fold is darker there alone; a camera that lets in more light says nothing', () => {
  const neutral = takeSight(
    face(() => 160),
    open,
  )
  // A dark line across the forehead, all of it a third lighter.
  const folded = takeSight(
    face((_, y) => (Math.abs(y - 62) < 3 ? 150 : 213)),
    open,
  )
  const light = skinLight(neutral, folded)
  const row = (y: number) => Math.floor(((y - 90) / 90 + 0.64) / (2 / skinGrid.rows))
  const place = (x: number, y: number) =>
    light[row(y) * skinGrid.columns + Math.floor(((x - 110) / 90 + 0.84) / (1.68 / skinGrid.columns))] as number
  expect(place(110, 62)).toBeLessThan(-0.12)
  expect(Math.abs(place(75, 130))).toBeLessThan(0.03)
  expect(skinLight(neutral, neutral).every((value) => value === 0)).toBe(true)
})

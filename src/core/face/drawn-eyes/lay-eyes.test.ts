import { expect, test } from 'vitest'
import type { Size } from '../../geometry'
import { templateFace } from '../template'
import { layEyes } from './lay-eyes'

/** The mean face in a picture, with so many pixels between its irises; by the picture's size. */
function faceIn({ width, height }: Size, apart: number): Float32Array {
  const unit = apart / ((templateFace[3 * 473] as number) - (templateFace[3 * 468] as number))
  return Float32Array.from(templateFace, (value, i) =>
    i % 3 === 1 ? (unit * value + height / 2) / height : (unit * value + (i % 3 ? 0 : width / 2)) / width,
  )
}

test.each([
  { picture: { width: 200, height: 300 }, apart: 20, seen: { width: 683, height: 1024 } },
  { picture: { width: 200, height: 300 }, apart: 45, seen: { width: 400, height: 600 } },
  { picture: { width: 4000, height: 3000 }, apart: 900, seen: { width: 400, height: 300 } },
])(
  'eyes are looked at 90 pixels apart, or as large as the picture may be made: $picture, $apart',
  ({ picture, apart, seen }) => {
    let asked: Size | null = null
    let between = 0
    layEyes(
      faceIn(picture, apart),
      picture,
      (size) => {
        asked = size
        return { ...size, data: [] }
      },
      (landmarks) => {
        between = (landmarks[3 * 473] as number) - (landmarks[3 * 468] as number)
        return Float32Array.from(landmarks)
      },
    )
    expect(asked).toEqual(seen)
    expect(between).toBeCloseTo((apart * seen.width) / picture.width, 0)
  },
)

test('what is laid comes back by the size of the picture; what is left stays to the bit', () => {
  const picture = { width: 200, height: 300 }
  const face = faceIn(picture, 45)
  const laid = layEyes(
    face,
    picture,
    (size) => ({ ...size, data: [] }),
    (landmarks) => {
      const out = Float32Array.from(landmarks)
      out[3 * 159] = 100
      out[3 * 159 + 1] = 150
      return out
    },
  )
  expect(laid[3 * 159]).toBeCloseTo(0.25)
  expect(laid[3 * 159 + 1]).toBeCloseTo(0.25)
  expect(laid.filter((value, i) => value !== face[i]).length).toBe(2)
})

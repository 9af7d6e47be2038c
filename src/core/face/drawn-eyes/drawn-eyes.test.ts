import { expect, test } from 'vitest'
import { placedFace } from '../place'
import { withDrawnEyes, withTallEyes } from './drawn-eyes'

const size = { width: 200, height: 220 }
/** A drawn face: skin, and two tall ellipses for eyes. */
function drawn(halfWidth: number, halfHeight: number, middle = 90) {
  const data = new Uint8ClampedArray(4 * size.width * size.height)
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const eye = [65, 135].some((cx) => ((x - cx) / halfWidth) ** 2 + ((y - middle) / halfHeight) ** 2 < 1)
      data.set(eye ? [60, 70, 160, 255] : [252, 226, 210, 255], 4 * (y * size.width + x))
    }
  return { ...size, data }
}
const face = placedFace([
  { x: 65, y: 90 },
  { x: 135, y: 90 },
  { x: 100, y: 125 },
  { x: 80, y: 150 },
  { x: 120, y: 150 },
  { x: 100, y: 190 },
])
const at = (points: Float32Array, i: number) => [points[3 * i] as number, points[3 * i + 1] as number] as const

/** The middles of both eyes' lids are as high as that, to a few pixels. */
function lidsLie(points: Float32Array, upper: number, lower: number): void {
  for (const i of [159, 386]) expect(Math.abs(at(points, i)[1] - upper)).toBeLessThan(5)
  for (const i of [145, 374]) expect(Math.abs(at(points, i)[1] - lower)).toBeLessThan(5)
}

test('lids lie around tall drawn eyes, smoothly, and above each other', () => {
  const found = withDrawnEyes(face, drawn(13, 20))
  lidsLie(found, 70, 110)
  expect(Math.abs(at(found, 33)[0] - 52)).toBeLessThan(3)
  const lid = [33, 246, 161, 160, 159, 158, 157, 173, 133].map((i) => at(found, i)[1])
  // One arch: down to the middle, up again.
  for (let k = 1; k < 4; k++) expect(lid[k]).toBeGreaterThan(lid[k + 1] as number)
  for (let k = 4; k < 8; k++) expect(lid[k]).toBeLessThan(lid[k + 1] as number)
})

test("eyes as people's, and eyes that are not there, stay", () => {
  expect(withDrawnEyes(face, drawn(15, 6))).toEqual(Float32Array.from(face))
  expect(withDrawnEyes(face, drawn(0.1, 0.1))).toEqual(Float32Array.from(face))
})

/** As a detector finds it: a person's lids, in the upper half of what is drawn. */
const seen = placedFace([
  { x: 65, y: 82 },
  { x: 135, y: 82 },
  { x: 100, y: 125 },
  { x: 80, y: 150 },
  { x: 120, y: 150 },
  { x: 100, y: 190 },
])

test('lids of a drawing that was found are laid around its eyes', () => {
  const found = withTallEyes(seen, drawn(15, 22))
  lidsLie(found, 68, 112)
})

test.each([
  ['sockets that reach up to the brows', drawn(19, 26, 86)],
  ["people's eyes", drawn(17, 6, 82)],
  ['irises', drawn(6, 6, 82)],
  ['nothing but skin', drawn(0.1, 0.1)],
])('of a photograph lids stay where they were found, to the bit: %s', (_, picture) => {
  expect(withTallEyes(seen, picture)).toEqual(Float32Array.from(seen))
})

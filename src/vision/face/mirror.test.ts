import { expect, test } from 'vitest'
import { templateFace } from '../../core/face/template'
import { mirrorDiffers } from './mirror'

const size = { width: 400, height: 200 }
const face = templateFace.map((value, i) => (i % 3 === 0 ? 0.5 + value / 8 : i % 3 === 1 ? 0.4 + value / 4 : value))
/** The same face found in a mirror, as it lies in the picture again: its right eye is what was taken for the left one. */
const back = face.map((value, i) => (i % 3 === 0 ? 1 - value : value))

test('a face that is found in a mirror where it lies agrees; one whose mouth is its chin there does not', () => {
  expect(mirrorDiffers(face, back, size)).toBeLessThan(1e-3)
  const wrong = back.slice()
  for (const i of [13, 61, 291]) wrong[3 * i + 1] = (face[3 * 152 + 1] as number) - 0.01
  // From the lips to the chin: half the distance of the eyes.
  expect(mirrorDiffers(face, wrong, size)).toBeGreaterThan(0.4)
})

import { expect, test } from 'vitest'
import { fitSimilarity, rotate, rotationOf, turnIn } from './fit'
import { templateFace } from './template'

const degrees = Math.PI / 180

test('a face that was turned, scaled and moved is found again', () => {
  const turn = { yaw: 20 * degrees, pitch: -12 * degrees, roll: 7 * degrees }
  const rotation = rotationOf(turn)
  const moved = new Float64Array(templateFace.length)
  for (let i = 0; i < templateFace.length / 3; i++) {
    const [x, y, z] = [0, 1, 2].map((k) => templateFace[3 * i + k] as number) as [number, number, number]
    rotate(rotation, x, y, z).forEach((value, k) => {
      moved[3 * i + k] = 130 * value + ([256, 200, -10][k] as number)
    })
  }
  const found = fitSimilarity(templateFace, moved)
  expect(found.scale).toBeCloseTo(130, 6)
  expect(found.shift[0]).toBeCloseTo(256, 5)
  const angles = turnIn(found.rotation)
  for (const axis of ['yaw', 'pitch', 'roll'] as const) expect(angles[axis]).toBeCloseTo(turn[axis], 8)
})

test('a positive yaw carries the tip of the nose to the right, a positive pitch carries it down', () => {
  const nose = [templateFace[3], templateFace[4], templateFace[5]] as [number, number, number]
  expect(rotate(rotationOf({ yaw: 0.3, pitch: 0, roll: 0 }), ...nose)[0]).toBeGreaterThan(0.1)
  expect(rotate(rotationOf({ yaw: 0, pitch: 0.3, roll: 0 }), ...nose)[1]).toBeGreaterThan(nose[1])
})

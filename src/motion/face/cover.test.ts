import { expect, test } from 'vitest'
import { rotate, rotationOf } from '../../core/face/fit'
import { skinCount } from '../../core/face/points'
import { restFace } from '../../core/face/rest'
import { templateFace } from '../../core/face/template'
import { bringToFront } from './cover'

/** The mean face turned to the picture's right, at 100 pixels between the eyes' outer corners. */
function turned(yaw: number): Float32Array {
  const rotation = rotationOf({ yaw: (yaw * Math.PI) / 180, pitch: 0, roll: 0 })
  const out = new Float32Array(templateFace.length)
  for (let i = 0; i < out.length; i += 3) {
    const [x, y, z] = [0, 1, 2].map((k) => 100 * (templateFace[i + k] as number)) as [number, number, number]
    rotate(rotation, x, y, z).forEach((value, k) => {
      out[i + k] = value + 200
    })
  }
  return out
}

test('of a face that looks at us nothing is hidden; of one that is turned away the far side is brought to the front', () => {
  const at = (landmarks: Float32Array) => {
    const places = landmarks.slice(0, 3 * skinCount)
    return { places, found: bringToFront(restFace(landmarks), places, 0) }
  }
  expect(at(turned(0)).found).toEqual([])
  const landmarks = turned(50)
  const { places, found } = at(landmarks)
  const points = found.map(({ point }) => point)
  // The far temple and jaw, and nothing of the near side.
  expect(points).toEqual(expect.arrayContaining([356, 389]))
  for (const i of [234, 127, 162, 50, 4, 61]) expect(points).not.toContain(i)
  for (const { point, by, shares } of found) {
    expect(places[3 * point + 2]).toBeLessThan((landmarks[3 * point + 2] as number) - 10)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3)
    expect(by).not.toContain(point)
  }
})

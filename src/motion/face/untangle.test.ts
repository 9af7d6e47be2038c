import { expect, test } from 'vitest'
import { rotate, rotationOf } from '../../core/face/fit'
import type { ChannelName } from '../../core/face/names'
import { lips } from '../../core/face/points'
import { templateFace } from '../../core/face/template'
import { signedArea } from './canonical'
import { firm } from './firm'
import { faceMesh } from './mesh'
import { movedMesh } from './moved'
import { valuesOf } from './testing/doing'

/** A face with thin lips that looks 20 degrees aside, 70 pixels between its eyes. */
const mesh = (() => {
  const thin = templateFace.slice()
  for (const i of new Set(Object.values(lips).flat())) {
    const line = templateFace[3 * 13 + 1] as number
    thin[3 * i + 1] = line + 0.4 * ((thin[3 * i + 1] as number) - line)
  }
  const turn = rotationOf({ yaw: (20 * Math.PI) / 180, pitch: 0, roll: 0 })
  const landmarks = new Float32Array(thin.length)
  for (let i = 0; i < thin.length; i += 3) {
    const [x, y, z] = rotate(turn, thin[i] as number, thin[i + 1] as number, thin[i + 2] as number)
    landmarks.set([160 + 70 * x, 130 + 70 * y, 70 * z], i)
  }
  return faceMesh(landmarks, { width: 320, height: 320 }, true)
})()

const doings: [ChannelName, number][] = [
  ['jawOpen', 1],
  ['jawOpen', 2],
  ['mouthPucker', 2],
  ['mouthFunnel', 2],
  ['mouthSmileLeft', 2],
]

// Lips and lids stay where they are told: of what lies within them nothing is asked.
test.each(doings)('%s up to %d folds nothing over that is seen', (name, most) => {
  for (const share of [0.25, 0.5, 0.75, 1]) {
    const moved = movedMesh(mesh, valuesOf({ [name]: share * most }))
    const area = (points: Float32Array, t: number) =>
      signedArea(points, mesh.skin[t] as number, mesh.skin[t + 1] as number, mesh.skin[t + 2] as number)
    for (let t = 0; t < mesh.skin.length; t += 3)
      if (area(mesh.places, t) * mesh.winding > 0 && [0, 1, 2].some((k) => !firm.has(mesh.skin[t + k] as number)))
        expect(area(moved, t) * mesh.winding).toBeGreaterThan(0)
  }
})

test.each(doings)('%s up to %d by hundredths: no place of the skin jumps between two', (name, most) => {
  const courses = Array.from({ length: 101 }, (_, k) => movedMesh(mesh, valuesOf({ [name]: (k / 100) * most })))
  let jump = 0
  for (let k = 2; k < courses.length; k++)
    for (let i = 0; i < mesh.places.length; i++)
      if (i % 3 !== 2) {
        const [before, last, now] = [k - 2, k - 1, k].map((at) => courses[at]?.[i] as number) as [
          number,
          number,
          number,
        ]
        jump = Math.max(jump, Math.abs(now - 2 * last + before))
      }
  expect(jump).toBeLessThan(0.25)
})

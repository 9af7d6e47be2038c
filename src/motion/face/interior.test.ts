import { expect, test } from 'vitest'
import { templateFace } from '../../core/face/template'
import { createPicture } from '../../core/image'
import { interiorOf } from './interior'
import { faceMesh } from './mesh'

const side = 240
const landmarks = Float32Array.from(templateFace, (value, i) => 50 * value + ([120, 105, 0][i % 3] as number))

test('each triangle knows how deep it lies within a head, and how far from it', () => {
  const mesh = faceMesh(landmarks, { width: side, height: side }, true)
  // A disc, softly bordered, whose texture begins past the picture's corner.
  const [left, top] = [-7, -3]
  const pixels = createPicture(side + 20, side + 20)
  for (let i = 0; i < pixels.width * pixels.height; i++) {
    const away = Math.hypot((i % pixels.width) + left + 0.5 - 120, Math.floor(i / pixels.width) + top + 0.5 - 115)
    pixels.data[4 * i + 3] = 255 * Math.min(1, Math.max(0, (66 - away) / 4))
  }
  const at = (axis: number) =>
    Float64Array.from({ length: mesh.places.length / 3 }, (_, i) => mesh.places[3 * i + axis] as number)
  const { within, away } = interiorOf({ x: left, y: top, pixels, rest: pixels }, mesh, at(0), at(1))
  const triangles = [...mesh.openings, ...mesh.skin]
  let [deep, far] = [0, 0]
  for (let k = 0; k < within.length; k++) {
    const radii = [0, 1, 2].map((c) => {
      const i = triangles[3 * k + c] as number
      return Math.hypot((mesh.places[3 * i] as number) - 120, (mesh.places[3 * i + 1] as number) - 115)
    })
    // Within a disc no place of a triangle is further out than its corners; outside, none is nearer in than half its longest side.
    if ((within[k] as number) > 0) expect(within[k] as number).toBeLessThan(62 - Math.max(...radii) + 2)
    if (Math.max(...radii) > 63) expect(within[k]).toBe(0)
    if ((within[k] as number) > 20) deep++
    if ((away[k] as number) > 4) {
      far++
      expect(Math.min(...radii)).toBeGreaterThan(68)
    } else expect(Math.min(...radii)).toBeLessThan(110)
  }
  expect(deep).toBeGreaterThan(500)
  expect(far).toBeGreaterThan(50)
})

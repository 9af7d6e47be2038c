import { expect, test } from 'vitest'
import { deformFace } from '../../core/face/deform'
import { rotate, rotationOf } from '../../core/face/fit'
import type { ChannelName } from '../../core/face/names'
import { restFace } from '../../core/face/rest'
import { templateFace } from '../../core/face/template'
import { createPicture, type Picture } from '../../core/image'
import { drawFace } from './face'
import { hiddenHalf, revealed } from './hidden-half'
import { faceDoing, valuesOf } from './testing/doing'

const size = { width: 320, height: 320 }
const one = { x: 1, y: 1 }

/** The mean face turned to the picture's right by some degrees, 90 pixels between the eyes' outer corners. */
function turned(yaw: number): Float32Array<ArrayBuffer> {
  const rotation = rotationOf({ yaw: (yaw * Math.PI) / 180, pitch: 0, roll: 0 })
  const out = new Float32Array(templateFace.length)
  for (let i = 0; i < out.length; i += 3) {
    const [x, y, z] = [0, 1, 2].map((k) => 90 * (templateFace[i + k] as number)) as [number, number, number]
    out.set(rotate(rotation, x, y, z), i)
    out[i] = (out[i] as number) + 150
    out[i + 1] = (out[i + 1] as number) + 120
  }
  return out
}

/** Even skin, half as bright right of a column, with a green spot at a place. */
function painted(split: number, x: number, y: number): Picture {
  const still = createPicture(size.width, size.height)
  for (let row = 0; row < size.height; row++)
    for (let column = 0; column < size.width; column++) {
      const level = column < split ? 1 : 0.5
      const spot = Math.hypot(column + 0.5 - x, row + 0.5 - y) < 7
      const colour = spot ? [20, 220, 20] : [220, 180, 160]
      still.data.set([...colour.map((value) => value * level), 255], 4 * (row * size.width + column))
    }
  return still
}

function drawn(landmarks: Float32Array<ArrayBuffer>, still: Picture, of: Partial<Record<ChannelName, number>>) {
  const hint = faceDoing(landmarks, of)
  const out = { ...still, data: still.data.slice() }
  drawFace(hint, null, still, size, 0, out)
  const places = deformFace(restFace(landmarks), hint.values)
  return (i: number) => {
    const at = 4 * (Math.floor(places[3 * i + 1] as number) * size.width + Math.floor(places[3 * i] as number))
    return [...out.data.subarray(at, at + 3)] as [number, number, number]
  }
}

test('a far cheek that turns into sight looks as the near one does', () => {
  const landmarks = turned(42)
  const still = painted(1000, landmarks[3 * 50] as number, landmarks[3 * 50 + 1] as number)
  const [r, g] = drawn(landmarks, still, { yaw: -40 })(280)
  expect(g - r).toBeGreaterThan(120)
  // Turned a little further away, nothing of it is made.
  const [red, green] = drawn(landmarks, still, { yaw: 3 })(280)
  expect(green - red).toBeLessThan(0)
})

test('what is borrowed is lit as its own side is', () => {
  const landmarks = turned(25)
  const still = painted((landmarks[3 * 4] as number) - 8, -100, -100)
  const look = drawn(landmarks, still, { yaw: -25 })
  expect(look(50)[0]).toBeGreaterThan(200)
  expect(look(280)[0]).toBeLessThan(150)
  expect(look(425)[0]).toBeLessThan(150)
})

test('a face that looks at us has no hidden half; one that is turned shows it only as it turns towards us', () => {
  expect(hiddenHalf(restFace(turned(5)), painted(1000, -100, -100), one)).toBeNull()
  for (const side of [1, -1]) {
    const half = hiddenHalf(restFace(turned(30 * side)), painted(1000, -100, -100), one)
    if (!half) throw new Error('no half')
    expect(revealed(half, valuesOf({}))).toBe(0)
    expect(revealed(half, valuesOf({ yaw: 15 * side }))).toBe(0)
    expect(revealed(half, valuesOf({ yaw: -15 * side }))).toBe(1)
    // What is borrowed lies on the far half.
    const far = side > 0 ? 280 : 50
    expect(half.opacity[far]).toBe(1)
    expect(half.borrowed[side > 0 ? 50 : 280]).toBe(0)
  }
})

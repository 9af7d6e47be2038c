import { describe, expect, test } from 'vitest'
import { deformFace } from './deform'
import { type ChannelName, channel, channelCount } from './names'
import { placedFace } from './place'
import { eyes } from './points'
import { restFace } from './rest'
import { templateFace } from './template'

/** The mean face at 200 pixels between the eyes' outer corners. */
const landmarks = templateFace.map((value, i) => 200 * value + (i % 3 === 2 ? 0 : 400))
const rest = restFace(landmarks)

function shown(values: Partial<Record<ChannelName, number>>): Float32Array {
  const all = new Float32Array(channelCount)
  for (const [name, value] of Object.entries(values)) all[channel(name as ChannelName)] = value
  return deformFace(rest, all)
}
const distance = (points: Float32Array, a: number, b: number) =>
  Math.hypot(...[0, 1].map((k) => (points[3 * a + k] as number) - (points[3 * b + k] as number)))

describe('a face', () => {
  test('that is asked for nothing stays as it is', () => {
    const out = shown({})
    out.forEach((value, i) => {
      if (i % 3 !== 2) expect(value).toBeCloseTo(landmarks[i] as number, 3)
    })
  })

  test.each([
    ['eyeBlinkLeft', 386, 374, -1],
    ['eyeBlinkRight', 159, 145, -1],
    ['jawOpen', 13, 14, 1],
    ['mouthSmileLeft', 61, 291, 1],
    ['mouthPucker', 61, 291, -1],
    ['browInnerUp', 55, 133, 1],
  ] as const)('answers %s evenly: the distance of %i and %i', (name, a, b, sign) => {
    const measured = [0, 0.25, 0.5, 0.75, 1].map((value) => sign * distance(shown({ [name]: value }), a, b))
    measured.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThan(measured[i] as number)
    })
  })

  test('closes its lids fully, and nothing but them', () => {
    const out = shown({ eyeBlinkLeft: 1 })
    expect(distance(out, 386, 374)).toBeLessThan(0.02 * distance(landmarks, 386, 374) + 1e-3)
    expect(distance(out, 159, 145)).toBeCloseTo(distance(landmarks, 159, 145), 3)
    expect(distance(out, 61, 291)).toBeCloseTo(distance(landmarks, 61, 291), 3)
  })

  test('closes lips that an open jaw has parted', () => {
    expect(distance(shown({ jawOpen: 0.5 }), 13, 14)).toBeGreaterThan(20)
    expect(distance(shown({ jawOpen: 0.5, mouthClose: 1 }), 13, 14)).toBeLessThan(0.5)
  })

  test('closes parted lips without its nose', () => {
    const parted = restFace(shown({ jawOpen: 0.3, mouthUpperUpLeft: 1, mouthUpperUpRight: 1 }))
    const values = new Float32Array(channelCount)
    values[channel('mouthClose')] = 1
    const out = deformFace(parted, values)
    const way = (i: number) =>
      Math.hypot(...[0, 1].map((k) => (out[3 * i + k] as number) - (parted.landmarks[3 * i + k] as number)))
    expect(way(13)).toBeGreaterThan(5)
    for (const i of [4, 1, 2, 98, 327, 168]) expect(way(i)).toBeLessThan(0.1)
  })

  test('leans as a whole: a roll keeps every distance', () => {
    const out = shown({ roll: 15 })
    for (const [a, b] of [
      [33, 263],
      [10, 152],
      [61, 159],
    ] as const)
      expect(distance(out, a, b)).toBeCloseTo(distance(landmarks, a, b), 2)
  })

  test('that is placed by six clicks meets them', () => {
    const clicks = [
      { x: 100, y: 110 },
      { x: 190, y: 100 },
      { x: 150, y: 150 },
      { x: 120, y: 190 },
      { x: 185, y: 185 },
      { x: 158, y: 240 },
    ]
    const face = placedFace(clicks)
    ;[468, 473, 4, 61, 291, 152].forEach((i, k) => {
      const { x, y } = clicks[k] as { x: number; y: number }
      expect(Math.hypot((face[3 * i] as number) - x, (face[3 * i + 1] as number) - y)).toBeLessThan(4)
    })
  })
})

test('a smile raises the lower lids of a face, but not of a round eye that was drawn', () => {
  const values = new Float32Array(channelCount)
  for (const name of ['mouthSmileLeft', 'mouthSmileRight', 'eyeSquintLeft', 'eyeSquintRight'] as const)
    values[channel(name)] = 1
  const raised = (own: Float32Array) => {
    const out = deformFace(restFace(own), values)
    return (own[3 * 145 + 1] as number) - (out[3 * 145 + 1] as number)
  }
  const round = landmarks.slice()
  for (const eye of [eyes.left, eyes.right])
    eye.lower.forEach((i, k) => {
      round[3 * i + 1] = (round[3 * i + 1] as number) + 40 * Math.sin((Math.PI * k) / 8)
    })
  expect(raised(landmarks)).toBeGreaterThan(1)
  expect(Math.abs(raised(round))).toBeLessThan(0.5)
})

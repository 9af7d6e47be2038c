import { parse } from 'valibot'
import { expect, test } from 'vitest'
import { channel, channelCount } from '../../core/face/names'
import { templateFace } from '../../core/face/template'
import type { FaceHint } from '../../core/hint'
import { courseAt, faceHints } from './hints'
import { type FaceState, faceState } from './state'
import { packTake, takeSounds, unpackTake } from './take'

const picture = { width: 400, height: 500 }
const landmarks = Array.from(templateFace, (value, i) => (i % 3 === 2 ? value / 4 : 0.5 + value / 4))
const state = (rest: Partial<FaceState>): FaceState => parse(faceState, { kind: 'face', landmarks, ...rest })
const hint = (rest: Partial<FaceState>, period: number | null = null) =>
  faceHints('a', state(rest), { span: 4, period }, picture)[0] as FaceHint
const at = (face: FaceHint, time: number, name: Parameters<typeof channel>[0]) => {
  const nearest = face.times.reduce(
    (best, value, i) => (Math.abs(value - time) < Math.abs((face.times[best] as number) - time) ? i : best),
    0,
  )
  return face.values[nearest * channelCount + channel(name)] as number
}

test('a face that is asked for nothing does nothing, and one without landmarks is no hint', () => {
  expect(hint({}).values.every((value) => value === 0)).toBe(true)
  expect(faceHints('a', state({ landmarks: undefined }), { span: 4, period: null }, picture)).toEqual([])
})

test('a word moves both sides, a wink one', () => {
  expect(at(hint({ expression: { smile: 0.5 } }), 0, 'mouthSmileRight')).toBeCloseTo(0.5)
  const wink = hint({ expression: { winkLeft: 1 } })
  expect([at(wink, 0, 'eyeBlinkLeft'), at(wink, 0, 'eyeBlinkRight')]).toEqual([1, 0])
})

test('keyframes are met, and joined without overshoot', () => {
  const course = [
    { time: 1, value: 0 },
    { time: 2, value: 20 },
  ]
  expect([0, 1, 2, 9].map((time) => courseAt(course, time))).toEqual([0, 0, 20, 20])
  expect(courseAt(course, 1.5)).toBeCloseTo(10)
})

test('what lives by itself begins as the picture is, blinks fully, and in a loop ends as it began', () => {
  const once = hint({ alive: 1 })
  for (let k = 0; k < channelCount; k++) expect(once.values[k]).toBeCloseTo(0, 6)
  const lids = Array.from(once.times, (_, i) => once.values[i * channelCount + channel('eyeBlinkLeft')] as number)
  expect(Math.max(...lids)).toBeGreaterThan(0.9)
  const looped = faceHints('a', state({ alive: 1 }), { span: 4, period: 4 }, picture)[0] as FaceHint
  const last = looped.values.subarray(-channelCount)
  last.forEach((value, k) => {
    expect(value).toBeCloseTo(looped.values[k] as number, 5)
  })
})

test('gains take a region of the driver out, or double it', () => {
  const values = new Float32Array(2 * channelCount)
  for (const name of ['yaw', 'jawOpen'] as const) {
    values[channel(name)] = name === 'yaw' ? 12.3 : 0.4
    values[channelCount + channel(name)] = values[channel(name)] as number
  }
  const take = packTake(values, 25)
  expect(unpackTake(take)[channel('yaw')]).toBeCloseTo(12.3, 1)
  const driven = hint({ take, gains: { pose: 0, lips: 2, eyes: 1, brows: 1 } })
  expect(at(driven, 1, 'yaw')).toBe(0)
  expect(at(driven, 1, 'jawOpen')).toBeCloseTo(0.8, 2)
})

test('takes share a face: the lips of a voice, the head of a video, and the sound of both', () => {
  const doing = (name: 'yaw' | 'jawOpen', value: number) => {
    const values = new Float32Array(2 * channelCount)
    for (const row of [0, 1]) values[row * channelCount + channel(name)] = value
    return packTake(values, 25)
  }
  const sound = { sha256: '0'.repeat(64), type: 'audio/wav', start: 0, duration: 9, muted: false }
  const video = { ...doing('yaw', 12), number: 2 }
  const voice = { ...doing('jawOpen', 0.5), number: 1, sound }
  const face = { take: video, shelf: [voice], mix: { lips: 1 } }
  const driven = hint(face)
  expect(at(driven, 0, 'yaw')).toBeCloseTo(12)
  expect(at(driven, 0, 'jawOpen')).toBeCloseTo(0.5)
  expect(takeSounds(state(face), 4).map(({ sha256 }) => sha256)).toEqual([sound.sha256])
  expect(at(hint({ ...face, mix: {} }), 0, 'jawOpen')).toBe(0)
  expect(takeSounds(state({ ...face, mix: {} }), 4)).toEqual([])
  expect(hint({ ...face, take: undefined }).values.every((value) => value === 0)).toBe(true)
})

import { expect, test } from 'vitest'
import { initialOptions } from '../../controls/face/live'
import { packTake, unpackTake } from '../../controls/face/take'
import { mirrored } from '../../core/face/mirror'
import { channel, channelCount } from '../../core/face/names'
import { type Moment, takeOf } from './recording'

const { arms } = initialOptions
const doing = (time: number, yaw: number, jaw = 0): Moment => {
  const values = new Float32Array(channelCount)
  values[channel('yaw')] = yaw
  values[channel('jawOpen')] = jaw
  return { time, values }
}
const at = (take: NonNullable<ReturnType<typeof takeOf>>, time: number, name: 'yaw' | 'jawOpen') =>
  unpackTake(take)[Math.round(time * take.rate) * channelCount + channel(name)] as number

test('uneven moments become an even take that says the same when it was said', () => {
  const moments = Array.from({ length: 60 }, (_, i) => i * 0.05 + (i % 3) * 0.008).map((time) => doing(time, 10 * time))
  const take = takeOf(moments, 1, arms, undefined)
  if (!take) throw new Error('no take')
  expect(take.count / take.rate).toBeCloseTo((moments.at(-1) as Moment).time, 1)
  expect(at(take, 1.5, 'yaw')).toBeCloseTo(15, 0)
})

test('what was done at half the speed is told at the whole', () => {
  const moments = Array.from({ length: 121 }, (_, i) => doing(i / 30, i / 12))
  const take = takeOf(moments, 0.5, arms, undefined)
  if (!take) throw new Error('no take')
  expect(take.count / take.rate).toBeCloseTo(2, 1)
  expect(at(take, 1, 'yaw')).toBeCloseTo(5, 0)
})

test('what is not armed stays as the former take has it', () => {
  const former = new Float32Array(50 * channelCount)
  for (let i = 0; i < 50; i++) former[i * channelCount + channel('jawOpen')] = 0.7
  const moments = Array.from({ length: 31 }, (_, i) => doing(i / 30, 8, 0.1))
  const take = takeOf(moments, 1, { ...arms, lips: false }, packTake(former, 25))
  if (!take) throw new Error('no take')
  expect(at(take, 0.5, 'yaw')).toBeCloseTo(8, 1)
  expect(at(take, 0.5, 'jawOpen')).toBeCloseTo(0.7, 2)
})

test('hardly anything is no take', () => {
  expect(takeOf([], 1, arms, undefined)).toBeNull()
  expect(takeOf([], 1, arms, undefined, undefined, 5)).toBeNull()
  expect(takeOf([doing(0, 1), doing(0.1, 1)], 0.5, arms, undefined)).toBeNull()
})

test('a machine that was too busy to look more than once has a take all the same', () => {
  const take = takeOf([doing(2, 7)], 1, arms, undefined, undefined, 2.4)
  if (!take) throw new Error('no take')
  expect(take.count / take.rate).toBeCloseTo(2.4, 5)
  expect(at(take, 1, 'yaw')).toBeCloseTo(7, 1)
})

test('a mirror changes sides and turns, and twice is as before', () => {
  const values = new Float32Array(channelCount)
  values[channel('yaw')] = 12
  values[channel('pitch')] = 5
  values[channel('eyeBlinkLeft')] = 1
  values[channel('mouthRight')] = 0.4
  const other = mirrored(values)
  const names = ['yaw', 'pitch', 'eyeBlinkRight', 'eyeBlinkLeft', 'mouthLeft'] as const
  expect(names.map((name) => Math.round(10 * (other[channel(name)] as number)) / 10)).toEqual([-12, 5, 1, 0, 0.4])
  expect(mirrored(other)).toEqual(values)
})

test('a recording lasts until it is ended, though the last picture came before: its voice does too', () => {
  const take = takeOf([doing(0, 0), doing(0.5, 4), doing(1, 8)], 0.5, arms, undefined, undefined, 1.6)
  if (!take) throw new Error('no take')
  expect(take.count / take.rate).toBeCloseTo(0.8, 5)
  expect(at(take, 0.75, 'yaw')).toBeCloseTo(8, 0)
})

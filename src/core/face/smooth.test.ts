import { expect, test } from 'vitest'
import { channel, channelCount } from './names'
import { smoothed } from './smooth'

const rate = 30
/** Even noise between -1 and 1 that is the same in every run. */
const noise = (i: number) => 2 * ((Math.sin(i * 12.9898) * 43758.5453) % 1)

function course(count: number, of: (i: number) => number): Float32Array {
  const values = new Float32Array(count * channelCount)
  for (let i = 0; i < count; i++) values[i * channelCount + channel('yaw')] = of(i)
  return values
}
const read = (values: Float32Array) =>
  Array.from({ length: values.length / channelCount }, (_, i) => values[i * channelCount + channel('yaw')] as number)

test('a driver that rests does not tremble', () => {
  const rough = read(course(90, noise))
  const even = read(smoothed(course(90, noise), rate))
  const step = (of: number[]) => Math.max(...of.slice(1).map((value, i) => Math.abs(value - (of[i] as number))))
  expect(step(even)).toBeLessThan(0.12 * step(rough))
})

test('what moves neither lags nor loses its height', () => {
  // A blink of a sixth of a second among noise a fiftieth of its size.
  const blink = (i: number) => Math.exp(-0.5 * ((i - 45) / 1.8) ** 2)
  const even = read(
    smoothed(
      course(90, (i) => blink(i) + 0.02 * noise(i)),
      rate,
    ),
  )
  const top = even.indexOf(Math.max(...even))
  expect(top).toBe(45)
  expect(even[top]).toBeGreaterThan(0.9)
  const ramp = read(
    smoothed(
      course(90, (i) => i / 10),
      rate,
    ),
  )
  ramp.forEach((value, i) => {
    expect(value).toBeCloseTo(i / 10, 3)
  })
})

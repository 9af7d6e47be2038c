import { expect, test } from 'vitest'
import { channel, channelCount } from './names'
import { type Heard, speak } from './speech'
import { bandCount } from './spoken'

const at = (decibels: number): Heard => ({ decibels, bands: Array.from({ length: bandCount }, () => decibels) })
const [talk, silence] = [at(-12), at(-70)]
const hold = (what: Heard, moments: number) => Array.from({ length: moments }, () => what)
const row = (values: Float32Array, name: Parameters<typeof channel>[0]) =>
  Array.from({ length: values.length / channelCount }, (_, i) => values[i * channelCount + channel(name)] as number)

test('eyes blink where a pause begins, and in a long speech all the same', () => {
  const long = [...hold(talk, 200), ...hold(silence, 60), ...hold(talk, 700)]
  const lids = row(speak(long, 100), 'eyeBlinkLeft')
  expect(Math.max(...lids.slice(200, 270))).toBeGreaterThan(0.9)
  expect(Math.max(...lids.slice(500))).toBeGreaterThan(0.9)
})

test('who is silent keeps his lips still, however quiet the whole of it is', () => {
  for (const quiet of [silence, at(-64)])
    expect(Math.max(...row(speak(hold(quiet, 100), 100), 'jawOpen'))).toBeLessThan(0.05)
})

import { expect, test } from 'vitest'
import { channel, channelCount } from './names'
import { type Heard, speak } from './speech'

const vowel: Heard = { decibels: -12, crossings: 0.05, first: 680, second: 1500, low: 0.4 }
const murmur: Heard = { decibels: -20, crossings: 0.03, first: 260, second: 1400, low: 0.97 }
const silence: Heard = { decibels: -70, crossings: 0.1, first: 600, second: 1850, low: 0.5 }
const hold = (what: Heard, moments: number) => Array.from({ length: moments }, () => what)
const row = (values: Float32Array, name: Parameters<typeof channel>[0]) =>
  Array.from({ length: values.length / channelCount }, (_, i) => values[i * channelCount + channel(name)] as number)

test('a vowel opens the jaw, an m between vowels closes the lips, silence rests', () => {
  const spoken = speak(
    [...hold(silence, 40), ...hold(vowel, 20), ...hold(murmur, 10), ...hold(vowel, 20), ...hold(silence, 40)],
    100,
  )
  const [jaw, closed] = [row(spoken, 'jawOpen'), row(spoken, 'mouthClose')]
  expect(jaw[50]).toBeGreaterThan(0.3)
  expect(jaw[65]).toBeLessThan(0.5 * (jaw[50] as number))
  expect(closed[65]).toBeGreaterThan(0.7)
  expect(Math.max(...jaw.slice(0, 30))).toBeLessThan(0.02)
})

test('lips do not lag: they follow a burst at its own time', () => {
  const spoken = speak([...hold(silence, 50), ...hold(vowel, 12), ...hold(silence, 50)], 100)
  const jaw = row(spoken, 'jawOpen')
  expect(Math.abs(jaw.indexOf(Math.max(...jaw)) - 55.5)).toBeLessThanOrEqual(2)
})

test('eyes blink where a pause begins, and in a long speech all the same', () => {
  const talk = [...hold(vowel, 200), ...hold(silence, 60), ...hold(vowel, 700)]
  const lids = row(speak(talk, 100), 'eyeBlinkLeft')
  expect(Math.max(...lids.slice(200, 270))).toBeGreaterThan(0.9)
  expect(Math.max(...lids.slice(500))).toBeGreaterThan(0.9)
})

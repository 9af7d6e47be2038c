import { expect, test } from 'vitest'
import { type ChannelName, channel, channelCount } from '../../core/face/names'
import { speak } from '../../core/face/speech'
import { liveSpeech } from '../../core/face/speech-live'
import { hear, heardRate, soundRate } from './hear'

/** Overtones of 130 Hz around formants (Hz, width, loudness): what a throat says. */
function says(formants: readonly (readonly [number, number, number])[], seconds: number): number[] {
  const overtones = Array.from({ length: 28 }, (_, k) => {
    const pitch = 130 * (k + 1)
    return {
      pitch,
      loud: formants.reduce((sum, [at, wide, loud]) => sum + loud * Math.exp(-(((pitch - at) / wide) ** 2)), 0),
    }
  })
  return Array.from({ length: Math.round(seconds * soundRate) }, (_, i) =>
    overtones.reduce((sum, { pitch, loud }) => sum + 0.15 * loud * Math.sin((2 * Math.PI * pitch * i) / soundRate), 0),
  )
}
const ah = (seconds: number) =>
  says(
    [
      [750, 130, 1],
      [1200, 150, 0.6],
      [2500, 250, 0.15],
    ],
    seconds,
  )
const mm = (seconds: number) =>
  says(
    [
      [180, 140, 0.7],
      [1100, 150, 0.02],
    ],
    seconds,
  )
const hush = (seconds: number) => Array.from({ length: Math.round(seconds * soundRate) }, () => 0)
const row = (values: Float32Array, name: ChannelName) =>
  Array.from({ length: values.length / channelCount }, (_, i) => values[i * channelCount + channel(name)] as number)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('an a opens the jaw, an m between two closes the lips, silence rests', () => {
  const heard = hear(Float32Array.from([...hush(0.4), ...ah(0.3), ...mm(0.15), ...ah(0.3), ...hush(0.4)]))
  const spoken = speak(heard, heardRate)
  const [jaw, closed] = [row(spoken, 'jawOpen'), row(spoken, 'mouthClose')]
  expect(mean(jaw.slice(48, 65))).toBeGreaterThan(0.3)
  expect(Math.max(...closed.slice(70, 86))).toBeGreaterThan(0.7)
  expect(Math.min(...jaw.slice(70, 86))).toBeLessThan(0.4 * mean(jaw.slice(48, 65)))
  expect(Math.max(...jaw.slice(0, 30), ...jaw.slice(-25))).toBeLessThan(0.03)
})

test('lips do not lag: they open and close with what is said', () => {
  const jaw = row(speak(hear(Float32Array.from([...hush(0.5), ...ah(0.3), ...hush(0.5)])), heardRate), 'jawOpen')
  const half = Math.max(...jaw) / 2
  const open = jaw.flatMap((value, i) => (value > half ? [i] : []))
  expect(Math.abs(mean(open) - 65)).toBeLessThanOrEqual(4)
})

test('as it comes, the jaw opens within a tenth of a second, and rests in a quiet room', () => {
  const say = liveSpeech()
  const heard = hear(Float32Array.from([...hush(1), ...ah(0.5), ...hush(0.5)]))
  const jaw = heard.map((one) => say(one)?.[channel('jawOpen')] ?? 0)
  expect(Math.max(...jaw.slice(0, 95))).toBeLessThan(0.03)
  expect(jaw.slice(100).findIndex((value) => value > 0.25)).toBeLessThanOrEqual(12)
  expect(jaw.at(-1)).toBeLessThan(0.05)
})

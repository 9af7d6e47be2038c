import { expect, test } from 'vitest'
import { createResampler } from './resample'

const tone = (rate: number, hertz: number, seconds: number) =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate))

function resampled(samples: Float32Array, from: number, to: number, piece: number): Float32Array {
  const resampler = createResampler(from, to)
  const out: number[] = []
  for (let at = 0; at < samples.length; at += piece) out.push(...resampler.push(samples.subarray(at, at + piece)))
  return Float32Array.from([...out, ...resampler.end()])
}

test.each([
  [44_100, 48_000],
  [16_000, 48_000],
  [48_000, 16_000],
  [22_050, 48_000],
])('a tone of 1 kHz at %i Hz is the same tone at %i Hz, undelayed, however it comes in pieces', (from, to) => {
  const made = resampled(tone(from, 1000, 0.3), from, to, 777)
  expect(Math.abs(made.length - 0.3 * to)).toBeLessThanOrEqual(1)
  const wanted = tone(to, 1000, 0.3)
  // Away from the ends, where the tone breaks off.
  for (let i = Math.round(0.02 * to); i < 0.28 * to; i++)
    expect(Math.abs((made[i] as number) - (wanted[i] as number))).toBeLessThan(2e-3)
  expect(resampled(tone(from, 1000, 0.3), from, to, 100_000)).toEqual(made)
})

test('what the slower rate cannot hold is gone, not folded back', () => {
  const made = resampled(tone(48_000, 11_000, 0.2), 48_000, 16_000, 4096)
  expect(Math.max(...made.subarray(400, 2800).map(Math.abs))).toBeLessThan(5e-3)
})

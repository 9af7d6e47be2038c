import { expect, test } from 'vitest'
import { channel } from './names'
import type { Heard } from './speech'
import { liveSpeech } from './speech-live'

const vowel: Heard = { decibels: -18, crossings: 0.05, first: 620, second: 1500, low: 0.5 }
const room: Heard = { decibels: -62, crossings: 0.1, first: 500, second: 1500, low: 0.4 }

test('the jaw opens within a tenth of a second of a vowel, and rests in a quiet room', () => {
  const hear = liveSpeech()
  const jaw = (heard: Heard) => hear(heard)?.[channel('jawOpen')] ?? 0
  const before = Array.from({ length: 150 }, () => jaw(room))
  expect(Math.max(...before)).toBeLessThan(0.02)
  const during = Array.from({ length: 40 }, () => jaw(vowel))
  expect(during.findIndex((value) => value > 0.25)).toBeLessThanOrEqual(10)
  Array.from({ length: 30 }, () => jaw(room))
  expect(jaw(room)).toBeLessThan(0.05)
})

test('lids close now and then', () => {
  const hear = liveSpeech()
  const lids = Array.from({ length: 800 }, () => hear(room)?.[channel('eyeBlinkLeft')] ?? 0)
  expect(Math.max(...lids)).toBe(1)
  expect(lids.filter((value) => value > 0.5).length).toBeLessThan(80)
})

import { expect, test } from 'vitest'
import { channel } from './names'
import { liveSpeech } from './speech-live'
import { bandCount } from './spoken'

test('lids close now and then', () => {
  const room = { decibels: -62, bands: Array.from({ length: bandCount }, () => -62) }
  const hear = liveSpeech()
  const lids = Array.from({ length: 800 }, () => hear(room)?.[channel('eyeBlinkLeft')] ?? 0)
  expect(Math.max(...lids)).toBe(1)
  expect(lids.filter((value) => value > 0.5).length).toBeLessThan(80)
})

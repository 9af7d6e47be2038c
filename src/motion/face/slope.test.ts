import { expect, test } from 'vitest'
import { limitSlope } from './slope'

test('a cliff becomes a slope that begins where it is seen first; what is level stays', () => {
  const places = Float32Array.from(Array.from({ length: 40 }, (_, i) => [i, 0, i < 20 ? 0 : 30]).flat())
  limitSlope(places)
  const depth = (i: number) => places[3 * i + 2] as number
  for (let i = 0; i < 20; i++) expect(depth(i)).toBe(0)
  for (let i = 20; i < 34; i++) expect(depth(i)).toBeCloseTo(2 * (i - 19), 4)
  for (let i = 34; i < 40; i++) expect(depth(i)).toBe(30)
})

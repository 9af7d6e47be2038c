import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { faceState } from './state'
import { expressionFor, faceWords } from './words'

describe.each(faceWords)('%s', (word) => {
  it.each([0.5, 4, 120])('is a face that can be saved, over %s s, and begins as it is', (span) => {
    const expression = expressionFor(word, span)
    const { expression: saved } = v.parse(faceState, { kind: 'face', expression })
    for (const course of Object.values(saved)) {
      if (!Array.isArray(course)) throw new Error('keyframes')
      const times = course.map(({ time }) => time)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(course[0]).toEqual({ time: 0, value: 0 })
      expect(times.at(-1)).toBeLessThanOrEqual(span)
      expect(Math.max(...course.map(({ value }) => Math.abs(value)))).toBeGreaterThan(0)
    }
  })
})

it('talks with an open and a shut mouth by turns, and shuts its eyes wholly', () => {
  const { mouth, blink } = expressionFor('talk', 4)
  if (!Array.isArray(mouth) || !Array.isArray(blink)) throw new Error('keyframes')
  const open = mouth.map(({ value }) => value)
  expect(open.filter((value) => value > 0.5).length).toBeGreaterThan(4)
  expect(open.filter((value) => value === 0).length).toBeGreaterThan(2)
  expect(Math.max(...blink.map(({ value }) => value))).toBe(1)
})

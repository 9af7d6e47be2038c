import { expect, it } from 'vitest'
import { fittedPeriod, fluidHints } from './hints'
import type { FluidState } from './state'

const picture = { width: 400, height: 200 }
const once = { span: 4, period: null }
const state: FluidState = {
  kind: 'fluid',
  mask: { width: 4, height: 2, data: new Uint8Array(8).fill(255) },
  arrows: [{ x: 100, y: 100, dx: 30, dy: -10 }],
  substance: 'water',
  speed: 2,
}

it('asks for the arrows, faster or slower, and for what the substance is like', () => {
  expect(fluidHints('a', state, once, picture)).toMatchObject([
    { kind: 'fluid', control: 'a', arrows: [{ x: 100, y: 100, dx: 60, dy: -20 }], manner: 'flow', period: 3 },
  ])
  expect(fluidHints('a', { ...state, substance: 'hair' }, once, picture)).toMatchObject([{ manner: 'sway' }])
  expect(fluidHints('a', { ...state, period: 5, softness: 0.1 }, once, picture)).toMatchObject([
    { period: 5, softness: 40 },
  ])
})

it('asks for nothing without an arrow, or at no speed', () => {
  expect(fluidHints('a', { ...state, arrows: [] }, once, picture)).toEqual([])
  expect(fluidHints('a', { ...state, speed: 0 }, once, picture)).toEqual([])
})

it('repeats a whole number of times in a clip that repeats', () => {
  expect(fittedPeriod(3, { span: 3.9, period: 4 })).toBe(4)
  expect(fittedPeriod(1.2, { span: 3.9, period: 4 })).toBeCloseTo(4 / 3)
  expect(fittedPeriod(9, { span: 3.9, period: 4 })).toBe(4)
  expect(fittedPeriod(3, once)).toBe(3)
})

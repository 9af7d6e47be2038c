import { expect, it } from 'vitest'
import { pinGrip, pinMoved, pinStart, pinStep } from './tool'

const at = (type: 'down' | 'move' | 'up', x: number, y: number) => ({ type, x, y, slop: 6 })

it('hangs on the pointer and stays where it is let go', () => {
  const pressed = pinStep(pinStart, at('down', 10, 10))
  expect(pressed.draft).toEqual({ kind: 'pin', x: 10, y: 10 })
  const moved = pinStep(pressed.state, at('move', 30, 40))
  expect(moved.draft).toEqual({ kind: 'pin', x: 30, y: 40 })
  const set = pinStep(moved.state, at('up', 31, 41))
  expect([set.end, set.draft, set.state.name]).toEqual(['commit', { kind: 'pin', x: 31, y: 41 }, 'idle'])
})

it('is given up by Escape', () => {
  const pressed = pinStep(pinStart, at('down', 10, 10))
  expect(pinStep(pressed.state, { type: 'escape' })).toMatchObject({ end: 'abandon', draft: null })
})

it('is taken within reach, and moves', () => {
  expect(pinGrip({ kind: 'pin', x: 10, y: 10 }, { x: 14, y: 13 }, 5)).not.toBeNull()
  expect(pinGrip({ kind: 'pin', x: 10, y: 10 }, { x: 16, y: 13 }, 5)).toBeNull()
  expect(pinMoved({ kind: 'pin', x: 10, y: 10 }, { x: -1, y: 10 })).toEqual({ kind: 'pin', x: 9, y: 20 })
})

import { describe, expect, it } from 'vitest'
import type { GestureEvent } from '../gesture'
import { trajectoryStart, trajectoryStep } from './tool'

const slop = 6
const down = (x: number, y: number): GestureEvent => ({ type: 'down', x, y, slop })
const move = (x: number, y: number): GestureEvent => ({ type: 'move', x, y, slop })
const up = (x: number, y: number): GestureEvent => ({ type: 'up', x, y, slop })
const click = (x: number, y: number) => [down(x, y), up(x, y)]

/** What stands after these events, and the last thing that ended. */
function told(...events: GestureEvent[]) {
  let state = trajectoryStart
  let plan = trajectoryStep(state, { type: 'back' })
  let ended: { end: 'commit' | 'abandon'; points: { x: number; y: number }[] } | null = null
  for (const event of events) {
    plan = trajectoryStep(state, event)
    state = plan.state
    if (plan.end) ended = { end: plan.end, points: plan.draft?.points ?? [] }
  }
  return { name: state.name, points: plan.draft?.points ?? [], ended }
}

describe('drawing by hand', () => {
  it('begins when the hand has left the place where it pressed', () => {
    expect(told(down(50, 50)).name).toBe('pressed')
    expect(told(down(50, 50), move(53, 52)).name).toBe('pressed')
    expect(told(down(50, 50), move(60, 50)).name).toBe('drawing')
  })

  it('shows from the first press on where the path begins', () => {
    expect(told(down(50, 50)).points).toEqual([{ x: 50, y: 50 }])
  })

  it('becomes a straight path of two points from a straight drag', () => {
    const { ended, name } = told(down(50, 50), move(80, 50), move(120, 51), move(160, 50), up(200, 50))
    expect(ended).toEqual({
      end: 'commit',
      points: [
        { x: 50, y: 50 },
        { x: 200, y: 50 },
      ],
    })
    expect(name).toBe('idle')
  })

  it('keeps a bend with a handful of points, and both ends where the hand was', () => {
    const arc = Array.from({ length: 60 }, (_, i) => move(100 + 80 * Math.cos(i / 19), 100 + 80 * Math.sin(i / 19)))
    const { ended } = told(down(180, 100), ...arc, up(20.04, 101))
    const points = ended?.points ?? []
    expect(points.length).toBeGreaterThan(2)
    expect(points.length).toBeLessThanOrEqual(10)
    expect(points[0]).toEqual({ x: 180, y: 100 })
    expect(points.at(-1)).toEqual({ x: 20, y: 101 })
    for (const { x, y } of points) expect(Math.abs(Math.hypot(x - 100, y - 100) - 80)).toBeLessThan(3)
  })

  it('is given up by Escape', () => {
    const { ended, name } = told(down(50, 50), move(80, 50), { type: 'escape' })
    expect(ended?.end).toBe('abandon')
    expect(name).toBe('idle')
  })
})

describe('placing points by clicks', () => {
  it('waits for more after each click, and lets the next point hang on the pointer', () => {
    expect(told(...click(50, 50)).name).toBe('placing')
    expect(told(...click(50, 50), move(90, 70)).points).toEqual([
      { x: 50, y: 50 },
      { x: 90, y: 70 },
    ])
  })

  it('ends by Enter, with exactly the points that were clicked', () => {
    const { ended } = told(...click(50, 50), ...click(100, 60), move(140, 90), { type: 'confirm' })
    expect(ended).toEqual({
      end: 'commit',
      points: [
        { x: 50, y: 50 },
        { x: 100, y: 60 },
      ],
    })
  })

  it('ends by a second click on the last point', () => {
    const { ended, name } = told(...click(50, 50), ...click(100, 60), ...click(101, 61))
    expect(ended?.points).toHaveLength(2)
    expect(name).toBe('idle')
  })

  it('moves the point that is pressed until it is let go', () => {
    const { points } = told(...click(50, 50), down(100, 60), move(110, 80), up(120, 90))
    expect(points[1]).toEqual({ x: 110, y: 80 })
  })

  it('takes back the last point by Backspace, and ends when none is left', () => {
    expect(told(...click(50, 50), ...click(100, 60), { type: 'back' }).points).toEqual([{ x: 50, y: 50 }])
    expect(told(...click(50, 50), { type: 'back' }).ended?.end).toBe('abandon')
  })

  it('gives up a path of one point', () => {
    expect(told(...click(50, 50), ...click(50, 50)).ended?.end).toBe('abandon')
    expect(told(...click(50, 50), { type: 'confirm' }).ended?.end).toBe('abandon')
  })
})

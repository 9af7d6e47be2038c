import { describe, expect, it } from 'vitest'
import { dotsOf, retimed, timesOf, trajectoryGrip, trajectoryMoved, withoutPoint, withPoint, withTime } from './edit'
import type { TrajectoryState } from './state'

const path: TrajectoryState = {
  kind: 'trajectory',
  strength: 1,
  points: [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 200, y: 0 },
  ],
}

describe('taking hold of a path', () => {
  it('finds the nearest point within reach before the line', () => {
    expect(trajectoryGrip(path, { x: 103, y: 4 }, 8)).toEqual({ part: 'point', index: 1 })
  })

  it('finds the line between two points, named by the one before', () => {
    expect(trajectoryGrip(path, { x: 150, y: 5 }, 8)).toEqual({ part: 'path', index: 1 })
    expect(trajectoryGrip(path, { x: 50, y: -5 }, 8)).toEqual({ part: 'path', index: 0 })
  })

  it('finds nothing further off', () => {
    expect(trajectoryGrip(path, { x: 150, y: 20 }, 8)).toBeNull()
  })

  it('takes the end where beginning and end lie on each other', () => {
    const closed = { ...path, points: [...path.points, { x: 0, y: 0 }] }
    expect(trajectoryGrip(closed, { x: 0, y: 0 }, 8)).toEqual({ part: 'point', index: 3 })
  })
})

describe('changing a path', () => {
  it('moves one point, or all of them', () => {
    expect(trajectoryMoved(path, { part: 'point', index: 1 }, { x: 5, y: 7 }).points).toEqual([
      { x: 0, y: 0 },
      { x: 105, y: 7 },
      { x: 200, y: 0 },
    ])
    expect(trajectoryMoved(path, { part: 'path', index: 0 }, { x: 1, y: 1 }).points.at(-1)).toEqual({ x: 201, y: 1 })
  })

  it('gets a point where it was asked for', () => {
    expect(withPoint(path, 0, { x: 50, y: 9 }).points[1]).toEqual({ x: 50, y: 9 })
  })

  it('loses a point, but never its last two', () => {
    const less = withoutPoint(path, 1)
    expect(less?.points).toHaveLength(2)
    expect(less && withoutPoint(less, 0)).toBeNull()
  })
})

describe('timing a path', () => {
  it('lasts the whole clip while no time is given', () => {
    expect(timesOf(path, 3)).toEqual({ start: 0, end: 3 })
  })

  it('carries times between its ends along in proportion', () => {
    const timed = { ...path, points: [{ ...path.points[0] }, { ...path.points[1], time: 1 }, { ...path.points[2] }] }
    const later = retimed(timed as TrajectoryState, 1, 4, 3)
    expect(later.points.map(({ time }) => time)).toEqual([1, 2, 4])
  })

  it('never lets a time run before the one before or after the one after', () => {
    const timed = retimed(path, 1, 2, 3)
    expect(withTime(timed, 1, 9).points[1]?.time).toBe(2)
    expect(withTime(timed, 1, 0).points[1]?.time).toBe(1)
    expect(withTime(timed, 0, undefined).points[0]?.time).toBeUndefined()
  })

  it('shows by its dots where the thing is in each frame: close together where it is slow', () => {
    const slowThenFast = {
      ...path,
      points: [
        { x: 0, y: 0, time: 0 },
        { x: 100, y: 0, time: 2 },
        { x: 200, y: 0, time: 3 },
      ],
    }
    const dots = dotsOf(slowThenFast, 3, [0, 1, 2, 3])
    expect(dots.map(({ x }) => Math.round(x))).toEqual([0, 50, 100, 200])
  })
})

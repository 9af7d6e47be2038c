import { parse } from 'valibot'
import { describe, expect, test } from 'vitest'
import { type TrackHint, trackAt } from '../../core/hint'
import { pointTimes, trajectoryHints } from './hints'
import { trajectoryState } from './state'

const path = (points: { x: number; y: number; time?: number }[], strength?: number) =>
  parse(trajectoryState, { kind: 'trajectory', points, strength })

const track = (points: { x: number; y: number; time?: number }[], span: number, strength?: number) =>
  trajectoryHints('t', path(points, strength), span)[0] as TrackHint

describe('a path as a track', () => {
  test('goes through every point at its time', () => {
    const points = [
      { x: 10, y: 10, time: 0 },
      { x: 60, y: 20, time: 1 },
      { x: 70, y: 80, time: 1.5 },
      { x: 10, y: 90, time: 4 },
    ]
    const hint = track(points, 4)
    for (const { x, y, time } of points) {
      const at = trackAt(hint, time)
      expect(at.x).toBeCloseTo(x, 9)
      expect(at.y).toBeCloseTo(y, 9)
    }
  })

  test('without times takes the whole clip at even speed', () => {
    const hint = track(
      [
        { x: 0, y: 0 },
        { x: 30, y: 0 },
        { x: 100, y: 0 },
      ],
      2,
    )
    expect(trackAt(hint, 1).x).toBeCloseTo(50, 6)
    expect(trackAt(hint, 2)).toEqual({ x: 100, y: 0 })
  })

  test('rests before its first time and after its last', () => {
    const hint = track(
      [
        { x: 5, y: 6, time: 1 },
        { x: 9, y: 6, time: 2 },
      ],
      4,
    )
    expect(trackAt(hint, 0.5)).toEqual({ x: 5, y: 6 })
    expect(trackAt(hint, 3)).toEqual({ x: 9, y: 6 })
  })

  test('does not swing past a sharp corner (centripetal curve)', () => {
    const hint = track(
      [
        { x: 0, y: 0 },
        { x: 100, y: 0 },
        { x: 100, y: 2 },
      ],
      1,
    )
    expect(Math.max(...hint.knots.map((knot) => knot.x))).toBeLessThan(102)
  })

  test('travels the given share of the way', () => {
    const points = [
      { x: 10, y: 20 },
      { x: 50, y: 60 },
    ]
    expect(trackAt(track(points, 1, 0.25), 1)).toEqual({ x: 20, y: 30 })
  })

  test('of one point, or of points in one place, is no motion and no crash', () => {
    expect(trajectoryHints('t', path([{ x: 3, y: 3 }]), 4)).toEqual([])
    const still = track(
      [
        { x: 3, y: 3 },
        { x: 3, y: 3 },
      ],
      4,
    )
    for (const knot of still.knots) expect([knot.x, knot.y]).toEqual([3, 3])
  })

  test('untimed points between timed ones are passed at even speed', () => {
    const times = pointTimes(
      [
        { x: 0, y: 0, time: 1 },
        { x: 10, y: 0 },
        { x: 40, y: 0, time: 5 },
        { x: 50, y: 0 },
      ],
      6,
    )
    expect(times).toEqual([1, 2, 5, 6])
  })

  test('times that go backwards are refused', () => {
    expect(() =>
      path([
        { x: 0, y: 0, time: 2 },
        { x: 1, y: 0, time: 1 },
      ]),
    ).toThrow('backwards')
  })
})

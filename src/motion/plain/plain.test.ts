import { describe, expect, test } from 'vitest'
import { createPicture, type Picture } from '../../core/image'
import type { HintPlace, Influence } from '../../core/influence'
import { gaussianInfluence } from './gaussian'
import { plainInfluence } from './influence'
import { type Handles, movingLeastSquares } from './mls'

const size = { width: 192, height: 128 }

function paint(colour: (x: number, y: number) => [number, number, number]): Picture {
  const picture = createPicture(size.width, size.height)
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) picture.data.set([...colour(x, y), 255], 4 * (y * size.width + x))
  return picture
}

/** Two discs, red and yellow, on a shaded blue-green ground with grain. */
const discs = paint((x, y) => {
  const grain = (x * 31 + y * 17) % 11
  if (Math.hypot(x - 50, y - 60) < 24) return [200 + grain, 40, 30]
  if (Math.hypot(x - 140, y - 64) < 20) return [220, 200 + grain, 40]
  return [30 + grain, 90 + y / 3, 110 + grain]
})

function place(x: number, y: number, moving = true): HintPlace {
  return { x: x / size.width, y: y / size.height, moving }
}

function at(influence: Influence, map: number, x: number, y: number): number {
  return influence.maps[(map * influence.height + y) * influence.width + x] as number
}

function sums(influence: Influence): number[] {
  const count = influence.width * influence.height
  return Array.from({ length: count }, (_, i) => {
    let sum = 0
    for (let k = 0; k < influence.count; k++) sum += influence.maps[k * count + i] as number
    return sum
  })
}

describe('influence without a network', () => {
  test('one hint takes the whole thing, wherever on it, and stops at its edge', () => {
    for (const [x, y] of [
      [50, 60],
      [60, 50],
      [38, 68],
    ] as const) {
      const influence = plainInfluence(discs, [place(x, y)])
      let [inside, outside, area] = [0, 0, 0]
      for (let row = 0; row < size.height; row++)
        for (let column = 0; column < size.width; column++) {
          const value = at(influence, 0, column, row)
          if (Math.hypot(column - 50, row - 60) < 24) {
            inside += value
            area++
          } else outside += value
        }
      expect(inside / area).toBeGreaterThan(0.93)
      expect(outside / area).toBeLessThan(0.25)
    }
  })

  test('two hints on two things: each takes its own', () => {
    const influence = plainInfluence(discs, [place(50, 60), place(140, 64)])
    expect(at(influence, 0, 50, 74)).toBeGreaterThan(0.9)
    expect(at(influence, 1, 50, 74)).toBeLessThan(0.1)
    expect(at(influence, 1, 140, 76)).toBeGreaterThan(0.9)
    expect(at(influence, 0, 140, 76)).toBeLessThan(0.1)
  })

  test('a pin on the same thing takes its surroundings out', () => {
    const influence = plainInfluence(discs, [place(38, 60), place(64, 60, false)])
    expect(at(influence, 0, 40, 60)).toBeGreaterThan(0.9)
    expect(at(influence, 0, 62, 60)).toBeLessThan(0.1)
    expect(at(influence, 0, 51, 60)).toBeGreaterThan(0.25)
    expect(at(influence, 0, 51, 60)).toBeLessThan(0.75)
  })

  test('together the maps are at most 1', () => {
    const influence = plainInfluence(discs, [place(50, 60), place(58, 60), place(140, 64), place(20, 20, false)])
    expect(Math.max(...sums(influence))).toBeLessThan(1.0001)
    expect(Math.min(...influence.maps)).toBeGreaterThanOrEqual(0)
  })

  test('of an even ground it takes the surroundings of the hint, falling off', () => {
    const flat = paint(() => [120, 130, 140])
    const influence = plainInfluence(flat, [place(96, 64)])
    expect(at(influence, 0, 96, 64)).toBeGreaterThan(0.9)
    expect(at(influence, 0, 120, 64)).toBeLessThan(at(influence, 0, 104, 64))
    expect(at(influence, 0, 5, 5)).toBeLessThan(0.05)
  })

  test('no hints: no maps; a picture of one pixel: no harm', () => {
    expect(plainInfluence(discs, []).maps).toHaveLength(0)
    const dot = createPicture(1, 1)
    expect(plainInfluence(dot, [{ x: 0.5, y: 0.5, moving: true }]).maps).toHaveLength(1)
  })

  test('the Gaussian baseline looks at no picture', () => {
    const influence = gaussianInfluence(size, [place(50, 60), place(60, 60, false)])
    expect(at(influence, 0, 49, 59)).toBeGreaterThan(at(influence, 1, 49, 59))
    expect(Math.max(...sums(influence))).toBeLessThanOrEqual(1.0001)
    expect(at(influence, 0, 180, 10)).toBeLessThan(0.001)
  })
})

describe('moving least squares', () => {
  function moved(points: { from: [number, number]; by: [number, number] }[], x: number, y: number): [number, number] {
    const handles: Handles = {
      count: points.length,
      from: Float64Array.from(points.flatMap(({ from }) => from)),
      by: Float64Array.from(points.flatMap(({ by }) => by)),
      reach: 0.01,
    }
    const out = new Float64Array(2)
    movingLeastSquares(handles, new Float32Array(points.length).fill(1), 0, 1, x, y, out, 0)
    return [out[0] as number, out[1] as number]
  }

  test('one handle shifts everything', () => {
    expect(moved([{ from: [10, 10], by: [3, -4] }], 500, 7)).toEqual([3, -4])
  })

  test('handles that turn together turn what lies between and near them', () => {
    // A quarter turn about (0, 0).
    const turned = [
      { from: [10, 0] as [number, number], by: [-10, 10] as [number, number] },
      { from: [-10, 0] as [number, number], by: [10, -10] as [number, number] },
    ]
    const [x, y] = moved(turned, 5, 5)
    expect(5 + x).toBeCloseTo(-5, 3)
    expect(5 + y).toBeCloseTo(5, 3)
  })

  test('every handle goes where it is taken', () => {
    const points = [
      { from: [0, 0] as [number, number], by: [1, 2] as [number, number] },
      { from: [40, 5] as [number, number], by: [-3, 6] as [number, number] },
      { from: [12, 30] as [number, number], by: [0, 0] as [number, number] },
    ]
    for (const { from, by } of points) {
      const [x, y] = moved(points, from[0] + 0.001, from[1])
      expect(x).toBeCloseTo(by[0], 1)
      expect(y).toBeCloseTo(by[1], 1)
    }
  })

  test('two near handles that part do not throw far places away', () => {
    const points = [
      { from: [0, 0] as [number, number], by: [-8, 0] as [number, number] },
      { from: [2, 0] as [number, number], by: [8, 8] as [number, number] },
    ]
    expect(Math.hypot(...moved(points, 900, 900))).toBeLessThan(4 * Math.hypot(8, 8))
  })
})

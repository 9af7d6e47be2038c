import { describe, expect, test } from 'vitest'
import type { Hint } from '../core/hint'
import type { Picture } from '../core/image'
import type { Pose } from '../core/part'
import { backwardMap } from './backward'
import { compose } from './compose'
import { flowAt } from './flow'
import { fillPlate } from './plate/fill'
import { differing, fieldOf, ground, maskOver, noise, paint, size, track } from './testing/square'

const count = size.width * size.height

/** Four things on one ground, each of a colour of its own, and how to tell that colour. */
const things = {
  red: { box: [20, 20, 50, 50], colour: [210, 50, 45] },
  blue: { box: [90, 20, 120, 50], colour: [30, 50, 215] },
  yellow: { box: [20, 100, 60, 125], colour: [225, 215, 30] },
  violet: { box: [120, 96, 156, 130], colour: [190, 30, 200] },
} as const
type Thing = keyof typeof things

const still = paint((x, y) => {
  for (const { box, colour } of Object.values(things)) {
    if (x < box[0] || y < box[1] || x >= box[2] || y >= box[3]) continue
    const grain = 10 * noise(x + 7, y)
    return [colour[0] + grain, colour[1] + grain, colour[2] + grain]
  }
  return ground(x, y)
})

const rest: Pose = { time: 0, angle: 0, scaleX: 1, scaleY: 1, x: 0, y: 0 }
const whole = { width: 1, height: 1, data: Float32Array.of(1) }

/** What each thing is moved by, where one of its points begins and where it should arrive; frozen ground lies beside them. */
const controls: Record<Thing, { hints: Hint[]; from: [number, number]; to: [number, number] }> = {
  red: {
    hints: [
      {
        kind: 'region',
        control: 'red',
        selection: maskOver(...things.red.box),
        feather: 0,
        depth: null,
        parts: [
          { weight: whole, about: { x: 35, y: 35 }, poses: [rest, { ...rest, time: 1, x: 24, y: 9, angle: 0.3 }] },
        ],
      },
    ],
    from: [35, 35],
    to: [59, 44],
  },
  blue: { hints: [track('blue', [105, 35], [160, 45])], from: [105, 35], to: [160, 45] },
  yellow: {
    hints: [
      { kind: 'limit', control: 'area', selection: maskOver(12, 92, 68, 134) },
      track('yellow', [40, 112], [46, 108]),
    ],
    from: [40, 112],
    to: [46, 108],
  },
  violet: {
    hints: [
      {
        kind: 'region',
        control: 'violet',
        selection: maskOver(...things.violet.box),
        feather: 0,
        depth: null,
        parts: [],
      },
      track('path', [124, 100], [164, 84]),
    ],
    from: [124, 100],
    to: [164, 84],
  },
}
const names = Object.keys(controls) as Thing[]
const frozen: Hint = { kind: 'freeze', control: 'f', mask: maskOver(200, 100, 240, 160) }
const all = [...names.flatMap((name) => controls[name].hints), frozen]

/** How far (pixels) a thing's point arrives from where it should. */
function miss(hints: Hint[], name: Thing): number {
  const { from, to } = controls[name]
  const { data } = flowAt(fieldOf(still, hints), 1, size.width, size.height)
  const at = Math.floor(from[1]) * size.width + Math.floor(from[0])
  return Math.hypot(from[0] + (data[at] as number) - to[0], from[1] + (data[count + at] as number) - to[1])
}

/** The mean place of a thing's colour in a frame. */
function placeOf(frame: Picture, name: Thing): { x: number; y: number; count: number } {
  const { colour } = things[name]
  let [x, y, seen] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    if (colour.some((value, c) => Math.abs((frame.data[4 * i + c] as number) - value - 5) > 24)) continue
    x += (i % size.width) + 0.5
    y += Math.floor(i / size.width) + 0.5
    seen++
  }
  return { x: x / seen, y: y / seen, count: seen }
}

function frameOf(hints: Hint[], time: number): Picture {
  const field = fieldOf(still, hints)
  return compose(field, { still, plate: fillPlate(still, field.lifted, 1) }, time, size)
}

describe('regions, free paths, limits and frozen areas at once', () => {
  test.each(names)('%s arrives as well as alone', (name) => {
    const alone = miss(controls[name].hints, name)
    const mixed = miss(all, name)
    expect(alone).toBeLessThan(1)
    expect(mixed).toBeLessThanOrEqual(Math.max(1.1 * alone, alone + 0.25))
  })

  test('each is seen where it is seen when it moves alone', () => {
    const frame = frameOf(all, 1)
    for (const name of names) {
      const alone = placeOf(frameOf(controls[name].hints, 1), name)
      const mixed = placeOf(frame, name)
      expect(Math.hypot(mixed.x - alone.x, mixed.y - alone.y)).toBeLessThan(0.25)
      expect(Math.abs(mixed.count / alone.count - 1)).toBeLessThan(0.03)
    }
  })

  test('where nothing lies, comes by or goes the picture is the source, bit for bit', () => {
    const field = fieldOf(still, all)
    const pixels = { still, plate: fillPlate(still, field.lifted, 1) }
    const swept = new Uint8Array(count)
    const times = [0.2, 0.4, 0.6, 0.8, 1]
    for (const time of [0, ...times])
      backwardMap(field, time, size.width, size.height).layer.forEach((layer, i) => {
        if (layer >= 0) swept[i] = 1
      })
    // A soft border reaches this far.
    const rim = 2
    const near = (x: number, y: number) => {
      for (let v = Math.max(0, y - rim); v <= Math.min(size.height - 1, y + rim); v++)
        for (let u = Math.max(0, x - rim); u <= Math.min(size.width - 1, x + rim); u++)
          if (swept[v * size.width + u] === 1) return true
      return false
    }
    const outside = Uint8Array.from({ length: count }, (_, i) =>
      near(i % size.width, Math.floor(i / size.width)) ? 0 : 1,
    )
    expect(outside.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0.5 * count)
    for (const time of times)
      expect(differing(compose(field, pixels, time, size), still, (x, y) => outside[y * size.width + x] === 1)).toBe(0)
    expect(differing(compose(field, pixels, 0, size), still, () => true)).toBe(0)
  })

  test('the order of hints is the order of depth, whatever their kind', () => {
    const controlsOf = (hints: Hint[]) => fieldOf(still, hints).layers.map(({ controls }) => controls[0])
    expect(controlsOf(all)).toEqual(['red', 'blue', 'yellow', 'violet'])
    expect(controlsOf([...controls.blue.hints, ...controls.violet.hints, ...controls.red.hints])).toEqual([
      'blue',
      'violet',
      'red',
    ])
    const depths = fieldOf(still, all).layers.map(({ depth }) => depth)
    expect([...depths].sort((a, b) => a - b)).toEqual(depths)
    expect(Math.min(...depths)).toBeGreaterThan(0.5)
    expect(Math.max(...depths)).toBe(1)
  })
})

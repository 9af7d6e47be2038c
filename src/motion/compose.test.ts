import { describe, expect, test } from 'vitest'
import type { Hint } from '../core/hint'
import { createPicture } from '../core/image'
import { backwardMap } from './backward'
import { compose } from './compose'
import { updateTracks } from './field'
import { flowAt } from './flow'
import { fillPlate } from './plate/fill'
import { sameBeginnings } from './same'
import {
  differing,
  fieldOf,
  ground,
  inSquare,
  maskOver,
  noise,
  paint,
  redness,
  size,
  still,
  thing,
  track,
} from './testing/square'

describe('a red square dragged over a patterned ground', () => {
  const hints = [track('a', [80, 80], [140, 90])]
  const field = fieldOf(still, hints)
  const plate = fillPlate(still, field.lifted, 1)
  const pixels = { still, plate }

  test('the first frame is the source, bit for bit', () => {
    expect(differing(compose(field, pixels, 0, size), still, () => true)).toBe(0)
  })

  test('the square arrives where the path ends, whole', () => {
    const before = redness(still)
    const after = redness(compose(field, pixels, 1, size))
    expect(Math.abs(after.x - before.x - 60)).toBeLessThan(1)
    expect(Math.abs(after.y - before.y - 10)).toBeLessThan(1)
    expect(Math.abs(after.count / before.count - 1)).toBeLessThan(0.06)
  })

  test('ground far from both places is untouched', () => {
    const frame = compose(field, pixels, 1, size)
    const away = (x: number, y: number) => x < 48 || x > 172 || y < 48 || y > 122
    expect(differing(frame, still, away)).toBe(0)
  })

  test('on the border it goes on past it: drawn inwards it leaves no gap, and what is beside both places is untouched', () => {
    const low = paint((x, y) => (x >= 60 && x < 100 && y >= 120 ? thing(x, y - 60) : ground(x, y)))
    const lifting = fieldOf(low, [track('a', [80, 140], [80, 128])])
    const frame = compose(lifting, { still: low, plate: fillPlate(low, lifting.lifted, 1) }, 1, size)
    const bottom = 4 * (size.width * (size.height - 2))
    for (let x = 66; x < 94; x++)
      expect(frame.data[bottom + 4 * x]).toBeGreaterThan(1.5 * (frame.data[bottom + 4 * x + 1] as number))
    expect(differing(frame, low, (x, y) => x < 48 || x > 112 || y < 96)).toBe(0)
  })

  test('what it uncovers looks like the ground', () => {
    const frame = compose(field, pixels, 1, size)
    let [r, g, count] = [0, 0, 0]
    for (let y = 62; y < 98; y++)
      for (let x = 62; x < 94; x++) {
        const i = 4 * (y * size.width + x)
        r += frame.data[i] as number
        g += frame.data[i + 1] as number
        count++
      }
    expect(r / count).toBeGreaterThan(38)
    expect(r / count).toBeLessThan(58)
    expect(g / count).toBeGreaterThan(90)
    expect(g / count).toBeLessThan(140)
  })

  test('the hole is where it was and the square now is not', () => {
    const { hole, source, layer } = backwardMap(field, 1, size.width, size.height)
    expect(hole[80 * size.width + 70]).toBeGreaterThan(0.95)
    expect(hole[90 * size.width + 140]).toBe(0)
    expect(hole[20 * size.width + 20]).toBe(0)
    expect(layer[90 * size.width + 140]).toBe(0)
    expect(source[2 * (90 * size.width + 140)]).toBeCloseTo(80.5, 1)
    expect(source[2 * (90 * size.width + 140) + 1]).toBeCloseTo(80.5, 1)
  })

  test('flow at the start of the path is the way to its end, and the control scale shortens it', () => {
    const at = 80 * size.width + 80
    const lengths = [0, 0.25, 0.5, 1].map((scale) => {
      const flow = flowAt(updateTracks(field, hints, scale), 1, size.width, size.height)
      return Math.hypot(flow.data[at] as number, flow.data[size.width * size.height + at] as number)
    })
    expect(lengths[0]).toBe(0)
    expect(lengths[1]).toBeCloseTo(Math.hypot(15, 2.5), 1)
    expect(lengths[2]).toBeCloseTo(Math.hypot(30, 5), 1)
    expect(lengths[3]).toBeCloseTo(Math.hypot(60, 10), 1)
  })

  test('another path needs no new field', () => {
    const other = [track('a', [80, 80], [80, 50], [180, 60])]
    expect(sameBeginnings(hints, other, size)).toBe(true)
    const again = updateTracks(field, other)
    expect(again.layers[0]?.alpha).toBe(field.layers[0]?.alpha)
    const before = redness(still)
    const after = redness(compose(again, pixels, 1, size))
    expect(Math.abs(after.x - before.x - 100)).toBeLessThan(1)
    expect(sameBeginnings(hints, [track('a', [81, 80], [140, 90])], size)).toBe(false)
  })

  test('a drag of half the picture, and one out of it', () => {
    const far = updateTracks(field, [track('a', [80, 80], [200, 100])])
    const before = redness(still)
    const after = redness(compose(far, pixels, 1, size))
    expect(Math.abs(after.x - before.x - 120)).toBeLessThan(1)
    expect(Math.abs(after.count / before.count - 1)).toBeLessThan(0.06)
    const gone = updateTracks(field, [track('a', [80, 80], [600, 80])])
    expect(redness(compose(gone, pixels, 1, size)).count).toBeLessThan(20)
  })

  test('at twice the size it is drawn in the same place', () => {
    const large = { width: 480, height: 320 }
    const before = redness(still)
    const after = redness(compose(field, pixels, 1, large))
    expect(Math.abs(after.x / 2 - before.x - 60)).toBeLessThan(1)
    expect(Math.abs(after.count / 4 / before.count - 1)).toBeLessThan(0.08)
  })

  test('what the network drew is shown in the hole and nowhere else', () => {
    const blue = paint(() => [10, 20, 250])
    const frame = compose(field, pixels, 1, size, undefined, blue)
    const hole = 4 * (80 * size.width + 70)
    expect([...frame.data.slice(hole, hole + 3)]).toEqual([10, 20, 250])
    const away = (x: number, y: number) => x < 48 || x > 172 || y < 48 || y > 122
    expect(differing(frame, still, away)).toBe(0)
  })
})

describe('what holds', () => {
  test('a frozen area is the source exactly, whatever passes, and its flow is zero', () => {
    const hints: Hint[] = [
      track('a', [80, 80], [150, 80]),
      { kind: 'freeze', control: 'f', mask: maskOver(120, 40, 240, 160) },
    ]
    const field = fieldOf(still, hints)
    const frozen = (x: number, y: number) => x >= 121 && y >= 41
    for (const time of [0.3, 0.7, 1])
      expect(differing(compose(field, { still, plate: null }, time, size), still, frozen)).toBe(0)
    const flow = flowAt(field, 1, size.width, size.height)
    for (let y = 42; y < 160; y++)
      for (let x = 122; x < 240; x++) {
        expect(flow.data[y * size.width + x]).toBe(0)
      }
  })

  test('freezing half of the thing lets it stretch, not tear', () => {
    const hints: Hint[] = [
      track('a', [90, 80], [110, 80]),
      { kind: 'freeze', control: 'f', mask: maskOver(40, 40, 75, 120) },
    ]
    const field = fieldOf(still, hints)
    const { hole } = backwardMap(field, 1, size.width, size.height)
    for (let x = 66; x < 108; x++) expect(hole[80 * size.width + x]).toBeLessThan(0.05)
  })

  test('a pin beside a path stays where it is and the path still arrives', () => {
    const hints: Hint[] = [track('a', [92, 70], [100, 60]), { kind: 'still', control: 'p', x: 64, y: 96 }]
    const field = fieldOf(still, hints)
    const flow = flowAt(field, 1, size.width, size.height)
    const count = size.width * size.height
    const at = (x: number, y: number) =>
      [flow.data[y * size.width + x], flow.data[count + y * size.width + x]] as number[]
    const [px, py] = at(64, 96)
    expect(Math.hypot(px as number, py as number)).toBeLessThan(0.7)
    const [x, y] = at(91, 69)
    expect(Math.hypot((x as number) - 8, (y as number) + 10)).toBeLessThan(1)
  })
})

describe('what is asked for and makes no motion', () => {
  const cases: [string, Hint[]][] = [
    ['nothing', []],
    ['a path of one point', [track('a', [80, 80])]],
    ['a path of no length', [track('a', [80, 80], [80, 80])]],
    ['a path that begins outside', [track('a', [-30, 80], [80, 80])]],
    ['pins only', [{ kind: 'still', control: 'p', x: 80, y: 80 }]],
    ['a frozen area only', [{ kind: 'freeze', control: 'f', mask: maskOver(0, 0, 100, 100) }]],
  ]
  test.each(cases)('%s is a still', (_, hints) => {
    const field = fieldOf(still, hints)
    for (const time of [0, 0.5, 9])
      expect(differing(compose(field, { still, plate: null }, time, size), still, () => true)).toBe(0)
    const { hole } = backwardMap(field, 1, 60, 40)
    expect(hole.every((value) => value === 0)).toBe(true)
  })
})

describe('two things that cross', () => {
  const second = { left: 150, top: 62, side: 36 }
  const both = paint((x, y) => {
    if (inSquare(x, y)) return thing(x, y)
    if (x >= second.left && x < second.left + second.side && y >= second.top && y < second.top + second.side)
      return [40, 60, 220 + 10 * noise(x, y)]
    return ground(x, y)
  })

  test.each([
    ['the later control in front: blue', 'red first'],
    ['the later control in front: red', 'blue first'],
  ])('%s', (_, order) => {
    const red = track('r', [80, 80], [124, 80])
    const blue = track('b', [168, 80], [124, 80])
    const hints = order === 'red first' ? [red, blue] : [blue, red]
    const field = fieldOf(both, hints)
    expect(field.layers).toHaveLength(2)
    const frame = compose(field, { still: both, plate: null }, 1, size)
    // Off the cross of the red square.
    const at = 4 * (70 * size.width + 114)
    const [r, , b] = frame.data.slice(at, at + 3) as unknown as [number, number, number]
    if (order === 'red first') expect(b).toBeGreaterThan(180)
    else expect(r).toBeGreaterThan(180)
  })
})

test('a path from one end of a thing to the other folds it over without a gap', () => {
  const hints: Hint[] = [track('a', [66, 80], [130, 80]), { kind: 'still', control: 'p', x: 96, y: 80 }]
  const field = fieldOf(still, hints)
  const frame = compose(field, { still, plate: null }, 1, size)
  const at = 4 * (74 * size.width + 129)
  expect(frame.data[at]).toBeGreaterThan(150)
})

test('transparency travels with the thing', () => {
  const glass = createPicture(size.width, size.height)
  glass.data.set(still.data)
  for (let i = 0; i < size.width * size.height; i++)
    if (!inSquare(i % size.width, Math.floor(i / size.width))) glass.data[4 * i + 3] = 0
  const field = fieldOf(glass, [track('a', [80, 80], [140, 80])])
  const frame = compose(field, { still: glass, plate: null }, 1, size)
  expect(frame.data[4 * (70 * size.width + 130) + 3]).toBe(255)
  expect(frame.data[4 * (70 * size.width + 70) + 3]).toBeLessThan(10)
  expect(frame.data[4 * (20 * size.width + 20) + 3]).toBe(0)
})

import { parse } from 'valibot'
import { describe, expect, it } from 'vitest'
import { cameraHints } from '../../controls/camera/hints'
import { type PresetName, presetMove } from '../../controls/camera/presets-list'
import { cameraState } from '../../controls/camera/state'
import type { CameraHint, Hint } from '../../core/hint'
import type { Mask, Picture } from '../../core/image'
import { backwardMap } from '../backward'
import { compose } from '../compose'
import { buildField, updateTracks } from '../field'
import { flowAt } from '../flow'
import { sameBeginnings } from '../same'
import { found, textured } from '../testing/blocks'

const size = { width: 288, height: 192 }
const still = textured(size.width, size.height)
const span = 2
const nothing = { width: 1, height: 1, count: 0, maps: new Float32Array(0), method: 'plain' as const }

type Input = Omit<Parameters<typeof parse<typeof cameraState>>[1] & object, 'kind'>
const camera = (input: Input, period: number | null = null): Hint[] =>
  cameraHints('camera', parse(cameraState, { kind: 'camera', ...input }), { span, period }, size)
const preset = (name: PresetName) => camera(presetMove(name, size.width))
const field = (hints: Hint[], controlScale = 1) => buildField(still, size, hints, nothing, controlScale)
const frame = (hints: Hint[], time: number) => compose(field(hints), { still, plate: null }, time, size)

const middle = { x: 144, y: 96 }
const [left, right] = [
  { x: 84, y: 96 },
  { x: 204, y: 96 },
]
/** Far and near, where lower is nearer. */
const [above, below] = [
  { x: 144, y: 46 },
  { x: 144, y: 150 },
]
/** How far the picture has gone at a place at the end. */
const gone = (hints: Hint[], place = middle, time = span) => found(still, frame(hints, time), place, 34)

function equal(a: Picture, b: Picture): boolean {
  return a.data.every((value, i) => value === b.data[i])
}

function mask(inside: (x: number, y: number) => number): Mask {
  const data = Uint8Array.from({ length: size.width * size.height }, (_, i) =>
    Math.round(255 * inside(i % size.width, Math.floor(i / size.width))),
  )
  return { ...size, data }
}

/** Nearer from the left to the right. */
const slope = mask((x) => x / size.width)

describe('direction and sign of the presets, by the flow that is measured', () => {
  it('pan left: what is seen goes to the right', () => {
    expect(gone(preset('panLeft')).x).toBeCloseTo(0.08 * 288, 0)
    expect(gone(preset('panLeft')).y).toBeCloseTo(0, 0)
  })

  it('pan right: what is seen goes to the left', () => {
    expect(gone(preset('panRight')).x).toBeCloseTo(-0.08 * 288, 0)
  })

  it('push in: everything goes outwards', () => {
    expect(gone(preset('pushIn'), left).x).toBeLessThan(-5)
    expect(gone(preset('pushIn'), right).x).toBeGreaterThan(5)
    expect(gone(preset('pushIn'), below).y).toBeGreaterThan(5)
  })

  it('pull out: everything goes inwards', () => {
    expect(gone(preset('pullOut'), left).x).toBeGreaterThan(5)
    expect(gone(preset('pullOut'), right).x).toBeLessThan(-5)
  })

  it('roll, clockwise: the picture turns against the clock', () => {
    expect(gone(preset('roll'), right).y).toBeLessThan(-3)
    expect(gone(preset('roll'), left).y).toBeGreaterThan(3)
  })

  it('orbit, to the right: the near goes to the left, the far to the right', () => {
    expect(gone(preset('orbit'), below).x).toBeLessThan(-2)
    expect(gone(preset('orbit'), above).x).toBeGreaterThan(2)
  })

  it('dolly zoom: the far grows, the near hardly', () => {
    const spread = (y: number) =>
      gone(preset('dollyZoom'), { x: right.x, y }).x - gone(preset('dollyZoom'), { x: left.x, y }).x
    expect(spread(above.y)).toBeGreaterThan(20)
    expect(spread(below.y)).toBeLessThan(0.6 * spread(above.y))
  })

  it('handheld: all of it shakes, and comes back in a loop', () => {
    const hints = camera({ move: 'handheld', amount: { x: 8, y: 0, z: 0 } })
    const ways = [0.4, 0.8, 1.2, 1.6, 2].map((time) => gone(hints, middle, time).x)
    expect(Math.max(...ways) - Math.min(...ways)).toBeGreaterThan(3)
    expect(Math.max(...ways.map(Math.abs))).toBeLessThan(9)
  })
})

describe('amounts', () => {
  it.each([
    [{ move: 'pan', amount: { x: 20, y: 0 } }, middle, { x: -20, y: 0 }],
    [{ move: 'pan', amount: { x: 0, y: -12 } }, middle, { x: 0, y: 12 }],
    [{ move: 'pan', amount: { x: 10, y: 8 }, edges: 'extend' }, left, { x: -10, y: -8 }],
    [{ move: 'zoom', amount: { z: 0.3 } }, right, { x: 18, y: 0 }],
    [{ move: 'path', keys: [{ time: 2, x: 20, y: 10, zoom: 1.5 }] }, middle, { x: -30, y: -15 }],
  ] as const)('%j is what is measured, within a tenth', (input, place, wanted) => {
    const way = gone(camera(input as unknown as Input), place)
    expect(Math.hypot(way.x - wanted.x, way.y - wanted.y)).toBeLessThan(0.1 * Math.hypot(wanted.x, wanted.y))
  })

  it('the flow that is told is the flow that is measured', () => {
    for (const name of ['panRight', 'pushIn', 'roll', 'orbit', 'dollyZoom'] as const) {
      const told = flowAt(field(preset(name)), span, size.width, size.height)
      for (const place of [left, right, above, below]) {
        const at = place.y * size.width + place.x
        const way = gone(preset(name), place)
        const off = Math.hypot(way.x - (told.data[at] ?? 0), way.y - (told.data[told.data.length / 2 + at] ?? 0))
        expect(off, `${name} at ${place.x}, ${place.y}`).toBeLessThan(0.8)
      }
    }
  })

  it('nothing moves without an amount of motion', () => {
    expect(equal(compose(field(preset('orbit'), 0), { still, plate: null }, span, size), still)).toBe(true)
  })
})

describe('the first frame', () => {
  it.each(['panLeft', 'pushIn', 'pullOut', 'roll', 'orbit', 'dollyZoom', 'handheld'] as const)(
    'is the source under %s, bit for bit',
    (name) => {
      expect(equal(frame(preset(name), 0), still)).toBe(true)
    },
  )

  it('comes again where a loop closes, and the frames beside it lie close to it', () => {
    const hints = camera(presetMove('orbit', size.width), 2)
    expect(equal(frame(hints, 2), still)).toBe(true)
    expect(Math.abs(found(still, frame(hints, 1.96), below, 6).x)).toBeLessThan(1)
  })
})

describe('the border', () => {
  const grad: Picture = { ...size, data: new Uint8ClampedArray(4 * size.width * size.height) }
  for (let i = 0; i < size.width * size.height; i++)
    grad.data.set(
      [Math.round((255 * (i % size.width)) / size.width), Math.round((255 * i) / (size.width * size.height)), 0, 255],
      4 * i,
    )

  it.each(['panLeft', 'panRight', 'pushIn', 'roll', 'orbit', 'dollyZoom', 'handheld'] as const)(
    'shows nothing but the picture under %s: no place past it is seen',
    (name) => {
      const one = field(preset(name))
      for (const time of [0.3, 1, 1.7, 2]) {
        const { hole, source } = backwardMap(one, time, 96, 64)
        expect(Math.max(...hole)).toBe(0)
        const picture = compose(one, { still: grad, plate: null }, time, size)
        // Red grows from left to right on the picture: mirrored content would make it fall.
        for (let y = 0; y < 64; y++)
          for (let x = 1; x < 96; x++)
            expect((source[2 * (y * 96 + x)] ?? 0) - (source[2 * (y * 96 + x - 1)] ?? 0)).toBeGreaterThan(0)
        for (let i = 3; i < picture.data.length; i += 4) if (picture.data[i] !== 255) expect.fail('transparent')
      }
    },
  )

  it('is covered by a zoom that is 1 at the start and never jumps', () => {
    for (const name of ['panRight', 'roll', 'handheld', 'orbit'] as const) {
      const { zooms } = field(preset(name)).rig ?? {}
      expect(zooms?.values[0]).toBe(1)
      const steps = [...(zooms?.values ?? [])].slice(1).map((value, i) => value - (zooms?.values[i] ?? 0))
      expect(Math.max(...steps.map(Math.abs))).toBeLessThan(0.02)
    }
  })

  it('is continued on demand, everywhere opaque, and what is uncovered counts as a hole', () => {
    const hints = camera({ move: 'zoom', amount: { z: -0.2 } })
    const picture = frame(hints, span)
    for (let i = 3; i < picture.data.length; i += 4) expect(picture.data[i]).toBe(255)
    const { hole } = backwardMap(field(hints), span, 96, 64)
    expect(hole[0]).toBe(1)
    expect(hole[32 * 96 + 48]).toBe(0)
  })
})

describe('depth', () => {
  const hints = camera({ move: 'orbit', amount: { x: 20 }, depth: slope, edges: 'extend' })

  it('as painted: the near goes further, the other way than the far', () => {
    const [far, near] = [gone(hints, { x: 40, y: 96 }), gone(hints, { x: 248, y: 96 })]
    expect(near.x).toBeLessThan(-4)
    expect(far.x).toBeGreaterThan(4)
    expect(gone(hints).x).toBeCloseTo(0, 0)
  })

  const thing = mask((x, y) => (x >= 110 && x < 170 && y >= 60 && y < 130 ? 1 : 0))
  const flat = mask(() => 0.2)
  const region: Hint = { kind: 'region', control: 'thing', selection: thing, feather: 0, parts: [], depth: 1 }
  const before = [region, ...camera({ move: 'orbit', amount: { x: 30 }, depth: flat, edges: 'extend' })]

  it('a region in front goes its own way, though it does not move by itself', () => {
    expect(gone(before, { x: 140, y: 95 }).x).toBeCloseTo(-15, 0)
    expect(gone(before, { x: 50, y: 95 }).x).toBeCloseTo(9, 0)
  })

  it('what it uncovers is filled with what is not it', () => {
    const one = field(before)
    const at = 95 * size.width + 176
    expect(one.lifted.data[95 * size.width + 140]).toBe(1)
    // Right of the thing, which has gone to the left, the ground behind it comes to light.
    const { hole } = backwardMap(one, span, size.width, size.height)
    expect(hole[at - 12]).toBe(1)
    const plate: Picture = { ...still, data: still.data.map((_, i) => (i % 4 === 3 ? 255 : i % 4 === 0 ? 250 : 0)) }
    const picture = compose(one, { still, plate }, span, size)
    expect(picture.data[4 * (at - 12)]).toBeGreaterThan(240)
  })
})

describe('together with what else there is', () => {
  it('freeze wins: frozen pixels stay where they are', () => {
    const freeze = mask((x, y) => (x > 200 && y > 100 ? 1 : 0))
    const hints: Hint[] = [...preset('panRight'), { kind: 'freeze', control: 'f', mask: freeze }]
    const picture = frame(hints, span)
    for (let y = 110; y < 190; y++)
      for (let x = 210; x < 280; x++)
        for (let c = 0; c < 3; c++)
          expect(picture.data[4 * (y * size.width + x) + c]).toBe(still.data[4 * (y * size.width + x) + c])
    const told = flowAt(field(hints), span, size.width, size.height)
    expect(told.data[150 * size.width + 250]).toBe(0)
  })

  it('two cameras act one after the other', () => {
    const both = [...camera({ move: 'pan', amount: { x: 12 } }), ...camera({ move: 'pan', amount: { y: 9 } })]
    const way = gone(both)
    expect(way.x).toBeCloseTo(-12, 0)
    expect(way.y).toBeCloseTo(-9, 0)
  })

  it('another way of the same camera builds nothing anew', () => {
    const [a, b] = [preset('panRight'), preset('panLeft')] as [CameraHint[], CameraHint[]]
    expect(sameBeginnings(a, b, size)).toBe(true)
    const moved = updateTracks(field(a), b)
    const way = found(still, compose(moved, { still, plate: null }, span, size), middle, 34)
    expect(way.x).toBeCloseTo(0.08 * 288, 0)
    expect(sameBeginnings(a, preset('orbit'), size)).toBe(false)
  })
})

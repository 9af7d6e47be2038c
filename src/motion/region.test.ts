import { describe, expect, test } from 'vitest'
import type { Hint, LimitHint, RegionHint } from '../core/hint'
import type { Plane } from '../core/image'
import { type Part, type Pose, posed } from '../core/part'
import { backwardMap } from './backward'
import { compose } from './compose'
import { buildField, updateTracks } from './field'
import { flowAt } from './flow'
import { hintPlaces } from './places'
import { plainInfluence } from './plain/influence'
import { fillPlate } from './plate/fill'
import { sameBeginnings } from './same'
import {
  differing,
  fieldOf,
  ground,
  inSquare,
  maskOver,
  paint,
  redness,
  size,
  square,
  still,
  thing,
  track,
} from './testing/square'
import type { MotionField } from './types'

const count = size.width * size.height
const everything = maskOver(0, 0, size.width, size.height)
const selection = maskOver(60, 60, 100, 100)
const far = (x: number, y: number) => x < 52 || x > 172 || y < 48 || y > 122

function region(parts: Part[] = [], control = 'r'): RegionHint {
  return { kind: 'region', control, selection, feather: 0, parts, depth: null }
}

/** A part that goes from rest to a pose in one second. */
function part(pose: Partial<Pose>, weight: Plane = uniform(1), about = { x: 80, y: 80 }): Part {
  const rest: Pose = { time: 0, angle: 0, scaleX: 1, scaleY: 1, x: 0, y: 0 }
  return { weight, about, poses: [rest, { ...rest, time: 1, ...pose }] }
}

function uniform(value: number): Plane {
  return { width: 2, height: 2, data: new Float32Array(4).fill(value) }
}

function planeOf(weight: (x: number, y: number) => number): Plane {
  const data = new Float32Array(count)
  for (let i = 0; i < count; i++) data[i] = weight((i % size.width) + 0.5, Math.floor(i / size.width) + 0.5)
  return { ...size, data }
}

function flowOver(field: MotionField, time: number, x: number, y: number): { x: number; y: number } {
  const { data } = flowAt(field, time, size.width, size.height)
  const at = Math.floor(y) * size.width + Math.floor(x)
  return { x: data[at] as number, y: data[count + at] as number }
}

describe('a region', () => {
  test('that nothing moves is no layer, lifts nothing and leaves the picture alone', () => {
    const field = fieldOf(still, [region()])
    expect(field.layers).toHaveLength(0)
    expect(field.lifted.data.every((value) => value === 0)).toBe(true)
    expect(differing(compose(field, { still, plate: null }, 1, size), still, () => true)).toBe(0)
  })

  test('of nothing moves nothing, and the whole picture can be one', () => {
    const none = { ...region([part({ x: 30 })]), selection: maskOver(0, 0, 0, 0) }
    for (const hints of [[none], [none, region()]])
      expect(differing(compose(fieldOf(still, hints), { still, plate: null }, 1, size), still, () => true)).toBe(0)
    const all = fieldOf(still, [{ ...region([part({ x: 20 })]), selection: everything }])
    const before = redness(still)
    const after = redness(compose(all, { still, plate: fillPlate(still, all.lifted, 1) }, 1, size))
    expect(Math.abs(after.x - before.x - 20)).toBeLessThan(0.1)
  })

  test.each([
    ['in which a track begins', [region(), track('t', [64, 64], [124, 74])]],
    ['which a track names from elsewhere', [region(), { ...track('t', [200, 20], [260, 30]), region: 'r' }]],
    ['whose one part moves', [region([part({ x: 60, y: 10 })])]],
  ] as [string, Hint[]][])('%s goes as a whole', (_, hints) => {
    expect(hintPlaces(hints, size)).toHaveLength(0)
    const field = fieldOf(still, hints)
    const pixels = { still, plate: fillPlate(still, field.lifted, 1) }
    const before = redness(still)
    const frame = compose(field, pixels, 1, size)
    const after = redness(frame)
    expect(Math.abs(after.x - before.x - 60)).toBeLessThan(0.3)
    expect(Math.abs(after.y - before.y - 10)).toBeLessThan(0.3)
    expect(Math.abs(after.count / before.count - 1)).toBeLessThan(0.03)
    expect(differing(frame, still, far)).toBe(0)
    expect(differing(compose(field, pixels, 0, size), still, () => true)).toBe(0)
    for (const [x, y] of [
      [62, 62],
      [98, 62],
      [80, 98],
    ] as const) {
      const by = flowOver(field, 1, x, y)
      expect(by.x).toBeCloseTo(60, 1)
      expect(by.y).toBeCloseTo(10, 1)
    }
    expect(flowOver(field, 1, 110, 80)).toEqual({ x: 0, y: 0 })
    // What it has left shows the ground behind it.
    expect(backwardMap(field, 1, size.width, size.height).hole[80 * size.width + 70]).toBeGreaterThan(0.95)
    const hole = 4 * (80 * size.width + 70)
    expect(frame.data[hole + 1]).toBeGreaterThan(frame.data[hole] as number)
  })

  test("that ends just below the picture's border shows nothing of itself above it when it comes down", () => {
    const near = paint((x, y) => (inSquare(x, y + 59) ? thing(x, y + 59) : ground(x, y)))
    const field = fieldOf(near, [{ ...region([part({ y: 24 })]), selection: maskOver(60, 1, 100, 41) }])
    const before = redness(near)
    const after = redness(compose(field, { still: near, plate: fillPlate(near, field.lifted, 1) }, 1, size))
    expect(Math.abs(after.count / before.count - 1)).toBeLessThan(0.03)
    expect(Math.abs(after.y - before.y - 24)).toBeLessThan(0.3)
  })

  test('turns about its pivot, and a pin in it holds it against a track', () => {
    const turned = fieldOf(still, [region([part({ angle: Math.PI / 2 })])])
    const by = flowOver(turned, 1, 62, 80)
    expect(62.5 + by.x).toBeCloseTo(80.5, -0.5)
    expect(80.5 + by.y).toBeCloseTo(62.5, -0.5)
    // All of it, to a hundredth of a pixel: what is straight stays straight.
    let bent = 0
    const slant = part({ angle: 0.4, x: 7, y: -3 })
    const { data } = flowAt(fieldOf(still, [region([slant])]), 1, size.width, size.height)
    for (let y = 62; y < 98; y++)
      for (let x = 62; x < 98; x++) {
        const wanted = posed(slant.poses[1] as Pose, slant.about, x + 0.5, y + 0.5)
        const at = y * size.width + x
        bent = Math.max(bent, Math.hypot((data[at] as number) - wanted.x, (data[count + at] as number) - wanted.y))
      }
    expect(bent).toBeLessThan(0.01)
    const pinned = fieldOf(still, [
      region(),
      track('t', [92, 70], [100, 60]),
      { kind: 'still', control: 'p', x: 64, y: 96 },
    ])
    const held = flowOver(pinned, 1, 64, 96)
    expect(Math.hypot(held.x, held.y)).toBeLessThan(0.7)
    const moved = flowOver(pinned, 1, 92, 70)
    expect(Math.hypot(moved.x - 8, moved.y + 10)).toBeLessThan(0.7)
  })

  test('moves no further than the control scale lets it: 0 is still, more is further', () => {
    const hints = [region([part({ angle: 0.5, x: 12 })]), track('t', [64, 64], [80, 70])]
    const field = fieldOf(still, hints)
    const far = [0, 0.25, 0.5, 0.75, 1].map((scale) => {
      const by = flowOver(updateTracks(field, hints, scale), 1, 95, 65)
      return Math.hypot(by.x, by.y)
    })
    expect(far[0]).toBe(0)
    for (let k = 1; k < far.length; k++) expect(far[k]).toBeGreaterThan((far[k - 1] as number) + 1)
  })

  test('of which a part moves leaves the rest where it is, and the way between does not tear', () => {
    // The upper half leans to the right; between rows 76 and 84 the weight falls off.
    const weight = planeOf((_, y) => Math.min(1, Math.max(0, (84 - y) / 8)))
    const field = fieldOf(still, [region([part({ x: 20 }, weight)])])
    expect(flowOver(field, 1, 80, 66).x).toBeCloseTo(20, 1)
    expect(flowOver(field, 1, 80, 94)).toEqual({ x: 0, y: 0 })
    const { hole } = backwardMap(field, 1, size.width, size.height)
    // Along the slanted seam there is thing everywhere.
    for (let y = 66; y < 98; y++) expect(hole[y * size.width + 90]).toBeLessThan(0.02)
    const frame = compose(field, { still, plate: fillPlate(still, field.lifted, 1) }, 1, size)
    expect(differing(frame, still, (x, y) => y >= 88 && x > 60 && x < 100)).toBe(0)
  })

  test('bends smoothly along a chain of ten links', () => {
    const links = 10
    const parts = Array.from({ length: links }, (_, k) => {
      const centre = 98 - ((k + 0.5) * 36) / links
      const weight = planeOf((_, y) =>
        k === links - 1 && y < centre ? 1 : Math.max(0, 1 - Math.abs(y - centre) / (36 / links)),
      )
      // The k-th link leans by k times as much, about the foot: an even bend.
      return part({ angle: 0.04 * (k + 1) }, weight, { x: 80, y: 98 })
    })
    const field = fieldOf(still, [region(parts)])
    const { data } = flowAt(field, 1, size.width, size.height)
    const at = (x: number, y: number) => data[y * size.width + x] as number
    expect(at(80, 62)).toBeGreaterThan(10)
    // From row to row the lean grows evenly: no step, no kink of more than half a pixel.
    for (let y = 63; y < 96; y++) {
      expect(at(80, y - 1)).toBeGreaterThanOrEqual(at(80, y))
      expect(Math.abs(at(80, y + 1) - 2 * at(80, y) + at(80, y - 1))).toBeLessThan(0.5)
    }
    const { hole } = backwardMap(field, 1, size.width, size.height)
    for (let y = 66; y < 94; y++)
      for (let x = 66; x < 94; x++) {
        const to = [x + 0.5 + at(x, y), y + 0.5 + (data[count + y * size.width + x] as number)] as const
        expect(hole[Math.floor(to[1]) * size.width + Math.floor(to[0])]).toBeLessThan(0.05)
      }
  })

  test('of two, the later hint lies in front', () => {
    const other = { ...region([part({ x: -60 })], 'b'), selection: maskOver(180, 60, 220, 100) }
    const hints: Hint[] = [region([part({ x: 60 })]), other]
    const at = 80 * size.width + 140
    expect(fieldOf(still, hints).layers.map(({ controls }) => controls[0])).toEqual(['r', 'b'])
    expect(fieldOf(still, [...hints].reverse()).layers.map(({ controls }) => controls[0])).toEqual(['b', 'r'])
    const front = backwardMap(fieldOf(still, hints), 1, size.width, size.height)
    expect(front.source[2 * at]).toBeCloseTo(200.5, 1)
    const behind = backwardMap(fieldOf(still, [...hints].reverse()), 1, size.width, size.height)
    expect(behind.source[2 * at]).toBeCloseTo(80.5, 1)
  })

  test('behind another has its own colours there, not those of what lies in front', () => {
    // A blue disc lies on the red square; it goes away, and the square turns a little under it.
    const [x0, y0] = [84, 84]
    const inDisc = (x: number, y: number) => Math.hypot(x + 0.5 - x0, y + 0.5 - y0) < 8
    const both = paint((x, y) => (inDisc(x, y) ? [30, 40, 220] : inSquare(x, y) ? thing(x, y) : ground(x, y)))
    const disc = {
      ...size,
      data: Uint8Array.from({ length: count }, (_, i) =>
        inDisc(i % size.width, Math.floor(i / size.width)) ? 255 : 0,
      ),
    }
    const upper = planeOf((_, y) => Math.min(1, Math.max(0, (70 - y) / 8)))
    for (const body of [part({ angle: 0.1 }), part({ x: 5 }, upper)]) {
      const hints = [region([body]), { ...region([part({ x: 90 })], 'disc'), selection: disc }]
      const field = fieldOf(both, hints)
      const frame = compose(field, { still: both, plate: fillPlate(both, field.lifted, 1) }, 1, size)
      const at = (x: number, y: number) => [...frame.data.slice(4 * (y * size.width + x), 4 * (y * size.width + x) + 3)]
      for (let y = 74; y < 95; y++)
        for (let x = 74; x < 95; x++) {
          const [r, , b] = at(x, y) as [number, number, number]
          expect(r).toBeGreaterThan(1.5 * b)
        }
      expect((at(x0 + 90, y0) as [number, number, number])[2]).toBeGreaterThan(180)
    }
  })

  test('ends behind another where what is seen around it says so', () => {
    // The right third of the square is taken by the one in front, and it alone reaches to the square's border.
    const front = { ...region([part({ y: -50 })], 'front'), selection: maskOver(88, 72, 100, 88) }
    const whole = region([part({ x: -20 })])
    const alone = fieldOf(still, [whole])
    const field = fieldOf(still, [whole, front])
    const [back] = field.layers
    const at = (x: number, y: number) => back?.alpha.data[y * size.width + x] as number
    expect(at(90, 80)).toBeGreaterThan(0.95)
    expect(at(70, 80)).toBeGreaterThan(0.95)
    expect(at(105, 80)).toBe(0)
    // The body's own border without the one in front stays as it is.
    for (let y = 61; y < 68; y++) expect(at(98, y)).toBe(alone.layers[0]?.alpha.data[y * size.width + 98])
    // Something that is all in front of ground but for its root does not go on behind it.
    const long = { ...region([part({ y: -50 })], 'long'), selection: maskOver(96, 76, 140, 84) }
    const wide = {
      ...whole,
      selection: { ...size, data: selection.data.map((v, i) => Math.max(v, long.selection.data[i] as number)) },
    }
    const bodyOnly = fieldOf(still, [wide, long]).layers[0]
    expect(bodyOnly?.alpha.data[80 * size.width + 130]).toBeLessThan(0.05)
    expect(bodyOnly?.alpha.data[80 * size.width + 90]).toBeGreaterThan(0.95)
  })

  test('needs no new field while only its poses change', () => {
    const before = [region([part({ x: 60 })])]
    const after = [
      { ...region([part({ x: -30, scaleX: 1.01 })]), selection: { ...selection, data: selection.data.slice() } },
    ]
    expect(sameBeginnings(before, after, size)).toBe(true)
    const field = fieldOf(still, before)
    const again = updateTracks(field, after)
    expect(again.layers[0]?.mesh).toBe(field.layers[0]?.mesh)
    expect(flowOver(again, 1, 80, 80).x).toBeCloseTo(-30, 1)
    const others: Hint[][] = [
      [region([part({ x: 60 }, uniform(0.5))])],
      [{ ...region([part({ x: 60 })]), selection: maskOver(60, 60, 100, 101) }],
      [{ ...region([part({ x: 60 })]), feather: 3 }],
      [region([part({ x: 60 })]), track('t', [80, 80], [90, 90])],
      [region()],
    ]
    for (const hints of others) expect(sameBeginnings(before, hints, size)).toBe(false)
  })

  test('is not cut out again when other things change', () => {
    const hints = [region([part({ x: 60 })])]
    const before = fieldOf(still, hints)
    const layerOf = (more: Hint[]) => {
      const all = [...hints, ...more]
      const influence = plainInfluence(still, hintPlaces(all, size))
      return buildField(still, size, structuredClone(all), influence, 1, before).layers[0]
    }
    const beside = layerOf([track('t', [200, 30], [210, 40])])
    expect(beside?.alpha).toBe(before.layers[0]?.alpha)
    expect(beside?.mesh).toBe(before.layers[0]?.mesh)
    const frozen = layerOf([{ kind: 'freeze', control: 'f', mask: maskOver(0, 0, 80, 160) }])
    expect(frozen?.alpha).toBe(before.layers[0]?.alpha)
    expect(frozen?.mesh).not.toBe(before.layers[0]?.mesh)
  })

  test('is frozen where it is frozen', () => {
    const hints: Hint[] = [
      region([part({ x: 60 })]),
      { kind: 'freeze', control: 'f', mask: maskOver(120, 0, 240, 160) },
    ]
    const frame = compose(fieldOf(still, hints), { still, plate: null }, 1, size)
    expect(differing(frame, still, (x) => x >= 121)).toBe(0)
  })
})

describe('a limit', () => {
  const area = maskOver(50, 50, 100, 82)
  const limit: LimitHint = { kind: 'limit', control: 'l', selection: area }
  const inside = (x: number, y: number) => x >= 50 && y >= 50 && x < 100 && y < 82

  test('lets nothing outside of it move by the tracks that begin in it', () => {
    const hints: Hint[] = [limit, track('t', [80, 66], [92, 58])]
    expect(fieldOf(still, [hints[1] as Hint]).layers[0]?.alpha.data[95 * size.width + 80]).toBeGreaterThan(0.9)
    const field = fieldOf(still, hints)
    for (const grid of [size, { width: 120, height: 80 }, { width: 512, height: 341 }]) {
      const flow = flowAt(field, 1, grid.width, grid.height)
      const area = grid.width * grid.height
      let [moving, astray] = [0, 0]
      for (let i = 0; i < area; i++) {
        const x = (((i % grid.width) + 0.5) / grid.width) * size.width
        const y = ((Math.floor(i / grid.width) + 0.5) / grid.height) * size.height
        const length = Math.hypot(flow.data[i] as number, flow.data[area + i] as number)
        if (inside(x, y)) moving += length
        else if (length !== 0) astray++
      }
      expect(astray).toBe(0)
      expect(moving / area).toBeGreaterThan(0.1)
    }
    const by = flowOver(field, 1, 80, 66)
    expect(Math.hypot(by.x - 12, by.y + 8)).toBeLessThan(1)
    // The source stands outside, but for what is swept over: up and to the right.
    const frame = compose(field, { still, plate: fillPlate(still, field.lifted, 1) }, 1, size)
    expect(differing(frame, still, (x, y) => !inside(x, y) && (x < 50 || y >= 82 || x > 114 || y < 40))).toBe(0)
  })

  test('touches no track that begins outside of it', () => {
    const other = track('o', [80, 92], [110, 110])
    const far = { ...limit, selection: maskOver(150, 100, 200, 150) }
    const [alone, both] = [fieldOf(still, [other]), fieldOf(still, [far, other, track('t', [170, 120], [180, 130])])]
    const flow = flowAt(alone, 1, size.width, size.height).data
    const mixed = flowAt(both, 1, size.width, size.height).data
    for (let y = square.top + 2; y < square.top + 38; y++)
      for (let x = square.left + 2; x < square.left + 38; x++)
        expect(Math.abs((flow[y * size.width + x] as number) - (mixed[y * size.width + x] as number))).toBeLessThan(0.5)
  })

  test('is followed by a track that names it', () => {
    const hints: Hint[] = [limit, { ...track('t', [80, 92], [90, 98]), region: 'l' }]
    const field = fieldOf(still, hints)
    expect(flowOver(field, 1, 80, 92)).toEqual({ x: 0, y: 0 })
    expect(sameBeginnings(hints, [{ ...limit, selection: everything }, hints[1] as Hint], size)).toBe(false)
  })
})

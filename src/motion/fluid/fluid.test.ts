import { describe, expect, it } from 'vitest'
import type { FluidHint, Hint } from '../../core/hint'
import type { Picture } from '../../core/image'
import { backwardMap } from '../backward'
import { compose } from '../compose'
import { updateTracks } from '../field'
import { flowAt } from '../flow'
import { differing, fieldOf, maskOver, paint, size, track } from '../testing/square'
import { noiseAt } from './noise'

/** A texture like choppy water: what it shows never repeats within a period's way. */
const water = paint((x, y) => {
  const chop = noiseAt(x / 9, y / 4, 1) + 0.6 * noiseAt(x / 4, y / 2, 2) - 0.8
  return [70 + 90 * chop, 120 + 110 * chop, 130 + 120 * chop]
})
const period = 2
const times = Array.from({ length: 24 }, (_, i) => (i * period) / 24)

function fluid(part: Partial<FluidHint> = {}): FluidHint {
  return {
    kind: 'fluid',
    control: 'f',
    selection: maskOver(20, 20, 220, 140),
    arrows: [{ x: 120, y: 80, dx: 20, dy: 0 }],
    period,
    manner: 'flow',
    turbulence: 0.1,
    softness: 6,
    lift: 0,
    passes: 'around',
    ...part,
  }
}

function frames(hints: Hint[], at = times): Picture[] {
  const field = fieldOf(water, hints)
  return at.map((time) => compose(field, { still: water, plate: null }, time, size))
}

function gradient(picture: Picture): number {
  let sum = 0
  for (let y = 30; y < 130; y++)
    for (let x = 30; x < 210; x++) {
      const at = 4 * (y * size.width + x) + 1
      const here = picture.data[at] as number
      sum +=
        ((picture.data[at + 4] as number) - here) ** 2 + ((picture.data[at + 4 * size.width] as number) - here) ** 2
    }
  return sum
}

function difference(a: Picture, b: Picture): number {
  let sum = 0
  for (let i = 0; i < a.data.length; i++) sum += Math.abs((a.data[i] as number) - (b.data[i] as number))
  return sum / a.data.length
}

/** The whole-pixel way by which a window of one frame is found again in another. */
function tracked(from: Picture, to: Picture, x: number, y: number): { x: number; y: number } {
  let best = { x: 0, y: 0 }
  let least = Number.POSITIVE_INFINITY
  for (let dy = -12; dy <= 12; dy++)
    for (let dx = -12; dx <= 12; dx++) {
      let sum = 0
      for (let v = -9; v <= 9; v++)
        for (let u = -9; u <= 9; u++) {
          const one = from.data[4 * ((y + v) * size.width + x + u) + 1] as number
          sum += (one - (to.data[4 * ((y + v + dy) * size.width + x + u + dx) + 1] as number)) ** 2
        }
      if (sum < least) {
        least = sum
        best = { x: dx, y: dy }
      }
    }
  return best
}

describe('a fluid', () => {
  it('begins as the still and comes back to it after every period', () => {
    const field = fieldOf(water, [fluid()])
    for (const time of [0, period, 2 * period, 5 * period])
      expect(compose(field, { still: water, plate: null }, time, size).data).toEqual(water.data)
  })

  it('repeats without a jump', () => {
    const loop = frames([fluid()])
    const steps = loop.map((frame, i) => difference(frame, loop[(i + 1) % loop.length] as Picture))
    const last = steps.pop() as number
    expect(last).toBeLessThan(1.15 * Math.max(...steps))
    expect(last).toBeGreaterThan(0.5 * Math.min(...steps))
  })

  it('keeps its detail in every frame', () => {
    const whole = gradient(water)
    const shares = frames([fluid()]).map((frame) => gradient(frame) / whole)
    expect(Math.min(...shares)).toBeGreaterThan(0.9)
    expect(Math.max(...shares)).toBeLessThan(1.25)
  })

  it('follows an arrow that is dragged at once, nearly, and exactly when it is let go', () => {
    const place = 80 * size.width + 120
    const wayOf = (field: ReturnType<typeof fieldOf>) => {
      const { data } = flowAt(field, 0.25, size.width, size.height)
      return { x: data[place] as number, y: data[size.width * size.height + place] as number }
    }
    const turned = fluid({ arrows: [{ x: 120, y: 80, dx: 4, dy: 18 }] })
    const before = fieldOf(water, [fluid()])
    const dragged = updateTracks(before, [turned], 1, true)
    const released = updateTracks(dragged, [turned])
    const [rough, fine, anew] = [wayOf(dragged), wayOf(released), wayOf(fieldOf(water, [turned]))]
    expect(Math.hypot(rough.x - anew.x, rough.y - anew.y)).toBeLessThan(0.25 * Math.hypot(anew.x, anew.y))
    expect(fine.x).toBeCloseTo(anew.x, 6)
    expect(fine.y).toBeCloseTo(anew.y, 6)
  })

  it('flows as its arrows say', () => {
    const arrows = [
      { x: 80, y: 60, dx: 20, dy: 6 },
      { x: 170, y: 105, dx: 14, dy: -8 },
    ]
    const [still, later] = frames([fluid({ arrows })], [0, 0.25])
    for (const { x, y, dx, dy } of arrows) {
      const way = tracked(still as Picture, later as Picture, x, y)
      expect(Math.hypot(way.x - dx / 4, way.y - dy / 4)).toBeLessThan(1)
    }
    const flow = flowAt(fieldOf(water, [fluid({ arrows })]), 0.25, size.width, size.height).data
    for (const { x, y, dx, dy } of arrows) {
      const at = y * size.width + x
      const asked = Math.hypot(dx, dy) / 4
      const off = Math.hypot((flow[at] as number) - dx / 4, (flow[size.width * size.height + at] as number) - dy / 4)
      expect(off).toBeLessThan(0.1 * asked)
    }
  })

  it('changes nothing outside its area, nor where it is frozen', () => {
    const frozen = maskOver(100, 60, 140, 100)
    const inArea = (x: number, y: number) => x >= 20 && x < 220 && y >= 20 && y < 140
    const cold = (x: number, y: number) => x >= 100 && x < 140 && y >= 60 && y < 100
    for (const frame of frames([fluid(), { kind: 'freeze', control: 'z', mask: frozen }], [0.3, 1, 1.7])) {
      expect(differing(frame, water, (x, y) => !inArea(x, y) || cold(x, y))).toBe(0)
      expect(differing(frame, water, (x, y) => inArea(x, y) && !cold(x, y))).toBeGreaterThan(10000)
    }
    const flow = flowAt(fieldOf(water, [fluid()]), 1, 200, 100).data
    for (let i = 0; i < 2 * 200 * 100; i++) {
      const [x, y] = [(i % 200) * 1.2, (Math.floor(i / 200) % 100) * 1.6]
      if (x < 18 || x > 221 || y < 18 || y > 141) expect(flow[i]).toBe(0)
    }
  })

  it('goes around what stands in it', () => {
    const selection = maskOver(0, 0, 240, 160)
    for (let y = 60; y < 100; y++) selection.data.fill(0, y * size.width + 100, y * size.width + 140)
    const hint = fluid({ selection, turbulence: 0, arrows: [{ x: 30, y: 80, dx: 24, dy: 0 }] })
    const [layer] = fieldOf(water, [hint]).fluids
    if (!layer) throw new Error('nothing flows')
    const { lattice, velocity } = layer
    const speed = (x: number, y: number) => {
      const at = Math.round(y / lattice.stepY) * lattice.columns + Math.round(x / lattice.stepX)
      return { x: velocity.u[at] as number, y: velocity.v[at] as number }
    }
    // Before the rock it parts, beside it it is faster, on its line behind it joins again.
    expect(speed(94, 64).y).toBeLessThan(-2)
    expect(speed(94, 96).y).toBeGreaterThan(2)
    expect(Math.abs(speed(96, 80).x)).toBeLessThan(12)
    expect(speed(120, 50).x).toBeGreaterThan(24)
    expect(speed(220, 80).x).toBeGreaterThan(12)
  })

  it('never shows what lies outside of its area', () => {
    const red = paint((x, y) => (x >= 20 && x < 220 && y >= 20 && y < 140 ? [20, 90, 120] : [250, 20, 20]))
    const field = fieldOf(red, [fluid({ turbulence: 0.4, softness: 2 })])
    for (const time of times) {
      const { data } = compose(field, { still: red, plate: null }, time, size)
      let reddest = 0
      for (let y = 30; y < 130; y++)
        for (let x = 30; x < 210; x++) reddest = Math.max(reddest, data[4 * (y * size.width + x)] as number)
      expect(reddest).toBeLessThan(60)
    }
  })

  it('has no holes, and says where each pixel is read', () => {
    const map = backwardMap(fieldOf(water, [fluid({ turbulence: 0 })]), 0.2, size.width, size.height)
    expect(map.hole.every((value) => value === 0)).toBe(true)
    const at = 80 * size.width + 120
    expect((map.source[2 * at] as number) - 120.5).toBeCloseTo(-4, 0)
  })

  it('is covered by what comes after it, and covers what comes before', () => {
    const over = track('t', [120, 80], [140, 80])
    const behind = (hints: Hint[]) => fieldOf(water, hints).fluids.map((layer) => layer.behind)
    expect(behind([fluid(), over])).toEqual([0])
    expect(behind([over, fluid()])).toEqual([1])
  })

  it('flows slower with the amount of motion, and not at all without', () => {
    const at = 80 * size.width + 120
    const way = (scale: number) => flowAt(fieldOf(water, [fluid()], scale), 0.2, size.width, size.height).data[at] ?? 0
    expect(way(0.5)).toBeCloseTo(way(1) / 2, 1)
    expect(way(0)).toBe(0)
  })
})

describe('what sways', () => {
  const hint = fluid({ manner: 'sway', softness: 16, turbulence: 0.2 })

  it('goes to and fro, at first as its arrow says', () => {
    const at = 80 * size.width + 120
    const field = fieldOf(water, [hint])
    const ways = times.map((time) => flowAt(field, time, size.width, size.height).data[at] as number)
    expect(ways[0]).toBe(0)
    expect((ways[1] as number) / (period / 24)).toBeCloseTo(20, -1)
    expect(Math.max(...ways)).toBeGreaterThan(3)
    expect(Math.min(...ways)).toBeLessThan(-3)
  })

  it('is held at its border and is the still after a period', () => {
    const [first, quarter] = frames([hint], [period, period / 4]) as [Picture, Picture]
    expect(first.data).toEqual(water.data)
    const change = (where: (x: number, y: number) => boolean) => {
      let [sum, count] = [0, 0]
      for (let y = 20; y < 140; y++)
        for (let x = 20; x < 220; x++) {
          if (!where(x, y)) continue
          const at = 4 * (y * size.width + x)
          sum += Math.abs((quarter.data[at] as number) - (water.data[at] as number))
          count++
        }
      return sum / count
    }
    const middle = change((x, y) => x > 60 && x < 180 && y > 60 && y < 100)
    expect(middle).toBeGreaterThan(5)
    expect(change((x, y) => x < 22 || x >= 218 || y < 22 || y >= 138)).toBeLessThan(0.1 * middle)
  })
})

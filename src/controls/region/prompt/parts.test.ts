import { describe, expect, it } from 'vitest'
import type { Point } from '../../../core/geometry'
import type { Mask } from '../../../core/image'
import { castOf, handlesOf } from './compile'
import { magnitudeOf } from './magnitude'
import { type MotionName, motionNames } from './motions/names'
import { faceMotionOf, type Plan, planOf } from './plan'
import { type Shape, shapeOf } from './shape/shape'
import { clip, flowAt, loop, momentsOf, placesOf, shareOfFlow, told } from './testing/flow'
import * as draw from './testing/silhouettes'
import { motionPhrases } from './words/names'

const subjects: Partial<Record<MotionName, () => Mask>> = {
  drive: draw.car,
  wag: draw.dog,
  walk: draw.dog,
  run: draw.person,
  fly: draw.bird,
  sway: draw.plant,
  flutter: draw.flag,
  wave: draw.flag,
  swing: draw.lamp,
  spin: draw.ball,
  roll: draw.ball,
}
const subject = (name: MotionName) => (subjects[name] ?? draw.person)()
const moving = motionNames.filter((name) => name !== 'flow')

/** The first frame at which a place has moved noticeably (a tenth of its farthest), and where to. */
function firstWay(mask: Mask, prompt: string, place: Point): Point {
  const parts = told(mask, prompt)
  const flows = momentsOf(clip).map((time) => flowAt(parts, time, place))
  const most = Math.max(...flows.map(({ x, y }) => Math.hypot(x, y)))
  expect(most).toBeGreaterThan(0.5)
  return flows.find(({ x, y }) => Math.hypot(x, y) > 0.25 * most) as Point
}

const lastWay = (mask: Mask, prompt: string, place: Point) => flowAt(told(mask, prompt), clip.span, place)

describe.each(moving)('%s', (name) => {
  const mask = subject(name)
  const prompt = motionPhrases[name].en

  it('begins at rest exactly, and moves', () => {
    for (const time of [clip, loop])
      for (const phase of [0, 0.3]) {
        const parts = told(mask, prompt, { phase }, time)
        expect(parts.length).toBeGreaterThan(0)
        let most = 0
        for (const place of placesOf(mask, 21)) {
          const { x, y } = flowAt(parts, 0, place)
          expect([x + 0, y + 0]).toEqual([0, 0])
          for (const later of [0.3, 0.7, 1.2].map((moment) => flowAt(parts, moment, place)))
            most = Math.max(most, Math.hypot(later.x, later.y))
        }
        expect(most).toBeGreaterThan(0.2)
      }
  })

  it('comes back to rest where the clip begins anew', () => {
    for (const fields of [{}, { phase: 0.4, speed: 1.3 }, { rhythm: 'gusts' as const }]) {
      const parts = told(mask, prompt, fields, loop)
      for (const place of placesOf(mask, 21)) {
        const { x, y } = flowAt(parts, loop.period ?? 0, place)
        expect(Math.hypot(x, y)).toBeLessThan(1e-6)
      }
    }
  })

  it('shares places among its parts, 1 at most', () => {
    const parts = told(mask, prompt)
    const first = parts[0]?.weight.data.length ?? 0
    for (let i = 0; i < first; i += 7) {
      const sum = parts.reduce((total, { weight }) => total + (weight.data[i] as number), 0)
      expect(sum).toBeLessThan(1 + 1e-5)
    }
  })

  it.each([0.5, 1.5])('is as strong as was asked: %s', (magnitude) => {
    const parts = told(mask, prompt, { magnitude })
    const measured = magnitudeOf(parts, mask, clip, draw.picture)
    expect(measured / magnitude).toBeGreaterThan(0.9)
    expect(measured / magnitude).toBeLessThan(1.1)
  })
})

describe('directions', () => {
  it('of what goes', () => {
    const at = { x: 200, y: 150 }
    const brick = draw.brick()
    for (const [prompt, x, y] of [
      ['drift left', -1, 0],
      ['向右飘', 1, 0],
      ['drift up', 0, -1],
      ['drift downwards', 0, 1],
      ['rise', 0, -1],
      ['上升', 0, -1],
      ['fall', 0, 1],
      ['落下', 0, 1],
    ] as const) {
      const way = lastWay(brick, prompt, at)
      const length = Math.hypot(way.x, way.y)
      expect([prompt, Math.round(way.x / length) + 0, Math.round(way.y / length) + 0]).toEqual([prompt, x, y])
    }
    expect(lastWay(draw.ball(), 'roll right', { x: 200, y: 150 }).x).toBeGreaterThan(20)
    expect(lastWay(draw.ball(), 'roll left', { x: 200, y: 150 }).x).toBeLessThan(-20)
    expect(lastWay(draw.car(), 'drive left', { x: 200, y: 150 }).x).toBeLessThan(-20)
    expect(lastWay(draw.dog(), 'walk right', { x: 195, y: 160 }).x).toBeGreaterThan(20)
    expect(lastWay(draw.bird(), 'fly to the right', { x: 200, y: 150 }).x).toBeGreaterThan(20)
  })

  it('of what turns: clockwise to the right', () => {
    const top = { x: 200, y: 100 }
    expect(firstWay(draw.ball(), 'spin', top).x).toBeGreaterThan(0)
    expect(firstWay(draw.ball(), 'spin counterclockwise', top).x).toBeLessThan(0)
    expect(firstWay(draw.ball(), '逆时针旋转', top).x).toBeLessThan(0)
    expect(firstWay(draw.brick(), 'tilt right', { x: 200, y: 125 }).x).toBeGreaterThan(0)
    expect(firstWay(draw.brick(), 'rock left', { x: 200, y: 125 }).x).toBeLessThan(0)
  })

  it('of what bends: its free end goes where it is told', () => {
    expect(firstWay(draw.plant(), 'sway', { x: 200, y: 70 }).x).toBeGreaterThan(0)
    expect(firstWay(draw.plant(), 'sway left', { x: 200, y: 70 }).x).toBeLessThan(0)
    expect(firstWay(draw.plant(), 'bend left', { x: 200, y: 70 }).x).toBeLessThan(0)
    expect(firstWay(draw.lamp(), 'swing right', { x: 200, y: 185 }).x).toBeGreaterThan(0)
    expect(firstWay(draw.lamp(), 'swing left', { x: 200, y: 185 }).x).toBeLessThan(0)
  })

  it('of leaps, nods and breath', () => {
    for (const prompt of ['jump', 'hop', 'bounce', '跳']) {
      const parts = told(draw.person(), prompt)
      const heights = momentsOf(clip).map((time) => flowAt(parts, time, { x: 200, y: 130 }).y)
      expect(Math.min(...heights)).toBeLessThan(-8)
    }
    expect(firstWay(draw.person(), 'nod', { x: 200, y: 45 }).y).toBeGreaterThan(0)
    expect(firstWay(draw.dog(), 'nod', { x: 320, y: 95 }).y).toBeGreaterThan(0)
    expect(firstWay(draw.person(), 'breathe', { x: 222, y: 120 }).x).toBeGreaterThan(0)
    expect(firstWay(draw.person(), 'turn the head left', { x: 200, y: 45 }).x).toBeLessThan(0)
    expect(firstWay(draw.person(), 'raise the left arm', { x: 275, y: 165 }).y).toBeLessThan(0)
    expect(firstWay(draw.person(), 'raise the right arm', { x: 125, y: 165 }).y).toBeLessThan(0)
  })

  it.each(['jump', 'bounce', 'rise', 'drift up', 'float'])(
    '%s: what the border cuts off stays at the border',
    (prompt) => {
      const parts = told(draw.bust(), prompt)
      const most = (place: Point) =>
        Math.max(...momentsOf(clip).map((time) => Math.hypot(...Object.values(flowAt(parts, time, place)))))
      expect(most({ x: 200, y: 130 })).toBeGreaterThan(5)
      for (const x of [140, 200, 260]) expect(most({ x, y: 298 })).toBeLessThan(1.5)
    },
  )

  it('a leap begins with bent knees', () => {
    const heights = (prompt: string) => {
      const parts = told(draw.person(), prompt)
      return momentsOf(clip).map((time) => flowAt(parts, time, { x: 200, y: 45 }).y)
    }
    const jump = heights('jump')
    const gathers = jump.findIndex((y) => y > 3)
    expect(gathers).toBeGreaterThan(0)
    expect(gathers).toBeLessThan(jump.findIndex((y) => y < -8))
  })

  it('of sizes', () => {
    const brick = draw.brick()
    const top = { x: 200, y: 125 }
    expect(lastWay(brick, 'grow', top).y).toBeLessThan(0)
    expect(lastWay(brick, 'shrink', top).y).toBeGreaterThan(0)
    expect(lastWay(brick, 'stretch', top).y).toBeLessThan(0)
    expect(lastWay(brick, 'squash', top).y).toBeGreaterThan(0)
    expect(firstWay(draw.ball(), 'pulse', { x: 250, y: 150 }).x).toBeGreaterThan(0)
  })

  it('stay where they are held', () => {
    for (const [mask, prompt, held] of [
      [draw.plant(), 'sway', { x: 200, y: 280 }],
      [draw.lamp(), 'swing', { x: 200, y: 1 }],
      [draw.ball(), 'swing', { x: 200, y: 91 }],
      [draw.flag(), 'wave', { x: 101, y: 115 }],
    ] as const) {
      const parts = told(mask, prompt)
      for (const time of momentsOf(clip)) {
        const { x, y } = flowAt(parts, time, held)
        expect(Math.hypot(x, y)).toBeLessThan(1.5)
      }
    }
  })
})

describe('limbs', () => {
  it('of a walk swing against one another', () => {
    const parts = told(draw.dog(), 'walk')
    const [a, b] = [
      { x: 135, y: 235 },
      { x: 168, y: 235 },
    ]
    const products = momentsOf(clip).map((time) => flowAt(parts, time, a).x * flowAt(parts, time, b).x)
    expect(products.reduce((sum, value) => sum + value, 0)).toBeLessThan(0)
  })

  it.each([
    ['walk', 1.15],
    ['run', 0.68],
  ] as const)('of a %s are lifted while they come forward, and stand while they go back', (prompt, cycle) => {
    // The dog looks to the right.
    const parts = told(draw.dog(), prompt)
    let [forward, back] = [0, 0]
    for (const foot of [
      { x: 135, y: 243 },
      { x: 260, y: 243 },
    ])
      for (let time = cycle; time < clip.span - 0.05; time += 0.02) {
        const [a, b] = [flowAt(parts, time, foot), flowAt(parts, time + 0.02, foot)]
        const body = flowAt(parts, time, { x: 195, y: 160 }).y
        const lifted = Math.max(0, body - (a.y + b.y) / 2)
        if (b.x > a.x) forward += lifted * (b.x - a.x)
        else back += lifted * (a.x - b.x)
      }
    expect(forward).toBeGreaterThan(2.5 * back)
  })

  it('a figure that waves does so with one hand, a flag as a whole', () => {
    const one = told(draw.person(), 'wave')
    expect(shareOfFlow(one, draw.person(), ({ x }) => x < 178)).toBeGreaterThan(0.8)
    expect(shareOfFlow(told(draw.flag(), 'wave'), draw.flag(), ({ x }) => x > 150)).toBeGreaterThan(0.7)
  })

  it('wheels turn as far as the car goes', () => {
    const parts = told(draw.car(), 'drive right')
    const wheels = parts.filter(({ poses }) => Math.abs(poses.at(-1)?.angle ?? 0) > 0.5)
    expect(wheels).toHaveLength(2)
    for (const wheel of wheels) {
      const last = wheel.poses.at(-1)
      // The radius is 24; the outline shows it within a tenth or so.
      expect(((last?.angle ?? 0) * 24) / (last?.x ?? 0)).toBeCloseTo(1, 0.6)
    }
  })

  it.each([
    ['wave the left arm', draw.person, ({ x }: Point) => x > 222],
    ['挥右手', draw.person, ({ x }: Point) => x < 178],
    ['nod', draw.person, ({ y }: Point) => y < 100],
    ['shake head', draw.person, ({ y }: Point) => y < 100],
    ['wag the tail', draw.dog, ({ x, y }: Point) => x < 140 && y < 165],
    ['摇尾巴', draw.dog, ({ x, y }: Point) => x < 140 && y < 165],
    ['nod', draw.dog, ({ x, y }: Point) => x > 240 && y < 150],
    ['walk', draw.dog, ({ y }: Point) => y > 165],
    ['flap wings', draw.bird, ({ y }: Point) => y < 142 || y > 160],
    ['turn wheels', draw.car, ({ y }: Point) => y > 200],
    ['raise the right leg', draw.person, ({ x, y }: Point) => x < 200 && y > 165],
  ] as const)('%s: at least 80 % of the flow lies in the part that is meant', (prompt, mask, within) => {
    expect(shareOfFlow(told(mask(), prompt), mask(), within)).toBeGreaterThan(0.8)
  })
})

describe('speed, delay and times', () => {
  const tip = { x: 200, y: 70 }
  const crossings = (prompt: string, fields = {}) => {
    const parts = told(draw.plant(), prompt, fields)
    const xs = momentsOf(clip).map((time) => flowAt(parts, time, tip).x)
    return xs.filter((x, i) => i > 0 && Math.sign(x) !== Math.sign(xs[i - 1] as number) && Math.abs(x) > 0.01).length
  }

  it('faster is more often', () => {
    expect(crossings('sway', { speed: 3 })).toBeGreaterThan(crossings('sway', { speed: 1 }))
    expect(crossings('sway fast', {})).toBeGreaterThan(crossings('sway slowly'))
  })

  it('nothing happens before the delay, nor after the last time', () => {
    const late = told(draw.plant(), 'sway', { delay: 1 })
    expect(flowAt(late, 0.95, tip)).toEqual({ x: 0, y: 0 })
    expect(Math.abs(flowAt(late, 1.7, tip).x)).toBeGreaterThan(0.5)
    const twice = told(draw.person(), 'nod once')
    const head = { x: 200, y: 45 }
    expect(Math.abs(flowAt(twice, 0.45, head).y)).toBeGreaterThan(0.5)
    expect(flowAt(twice, 1.5, head)).toEqual({ x: 0, y: 0 })
  })

  it('handles say where it is held', () => {
    const parts = told(draw.brick(), 'swing', { pivot: { x: 100, y: 155 }, tip: { x: 300, y: 155 } })
    expect(Math.hypot(...Object.values(flowAt(parts, 0.6, { x: 101, y: 155 })))).toBeLessThan(0.5)
    expect(Math.abs(flowAt(parts, 0.6, { x: 295, y: 155 }).y)).toBeGreaterThan(5)
  })

  it('an unknown prompt moves nothing', () => {
    expect(told(draw.person(), 'xyzzy')).toEqual([])
    expect(told(draw.person(), '')).toEqual([])
  })
})

it('the magnitude follows what is asked all along the slider', () => {
  const asked = [0.2, 0.5, 1, 2, 3, 4]
  const measured = asked.map((magnitude) =>
    magnitudeOf(told(draw.plant(), 'sway', { magnitude }), draw.plant(), clip, draw.picture),
  )
  measured.forEach((value, i) => {
    expect(value / (asked[i] as number)).toBeCloseTo(1, 0.7)
  })
  expect([...measured].sort((a, b) => a - b)).toEqual(measured)
})

it('a prompt that means the face says so', () => {
  expect(faceMotionOf({ prompt: 'smile' })).toBe('smile')
  expect(faceMotionOf({ prompt: '眨眼' })).toBe('blink')
  expect(faceMotionOf({ prompt: 'nod' })).toBeNull()
})

it('a single part has handles, several have none', () => {
  const handles = (mask: Mask, prompt: string) =>
    handlesOf(castOf(planOf({ prompt }) as Plan, shapeOf(mask, draw.picture) as Shape, {}))
  expect(handles(draw.person(), 'wave the left arm')?.tip.x).toBeGreaterThan(270)
  expect(handles(draw.plant(), 'sway')?.pivot.y).toBeGreaterThan(270)
  expect(handles(draw.person(), 'wave the arms')).toBeNull()
  expect(handles(draw.person(), 'drift left')).toBeNull()
})

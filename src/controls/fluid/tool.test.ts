import { describe, expect, it } from 'vitest'
import { coverAt, emptyMask, isEmpty, painted } from '../paint'
import { angleOf, fluidGrip, fluidMoved, headed, speedOf, withoutArrow } from './edit'
import type { FluidState } from './state'
import { type FluidEasel, fluidStart, fluidStep } from './tool'

const picture = { width: 400, height: 200 }
const brush = { radius: 20, feather: 0, erase: false }
const at = (type: 'down' | 'move' | 'up', x: number, y: number, shift = false) => ({ type, x, y, slop: 6, shift })
const mask = painted(emptyMask(picture), picture, { ...brush, radius: 50 }, { x: 100, y: 100 }, { x: 200, y: 100 })
const base: FluidState = {
  kind: 'fluid',
  mask,
  arrows: [{ x: 100, y: 100, dx: 30, dy: 0 }],
  substance: 'river',
  speed: 1,
}

function dragged(from: [number, number], to: [number, number], easel: Partial<FluidEasel>, shift = false) {
  const whole = { brush, picture, base: null, ...easel }
  const pressed = fluidStep(fluidStart, at('down', ...from, shift), whole)
  const drawn = fluidStep(pressed.state, at('move', ...to, shift), whole)
  return fluidStep(drawn.state, at('up', ...to, shift), whole)
}

describe('the fluid tool', () => {
  it('paints an area first, which flows nowhere yet', () => {
    const { draft, end } = dragged([50, 50], [150, 50], {})
    expect(end).toBe('commit')
    expect(draft?.arrows).toEqual([])
    expect(draft && coverAt(draft.mask, picture, { x: 100, y: 50 })).toBe(1)
  })

  it('makes an arrow of a drag inside the area, as long as a second of flow', () => {
    const { draft, end } = dragged([150, 110], [190, 100], { base })
    expect(end).toBe('commit')
    expect(draft?.arrows).toEqual([...base.arrows, { x: 150, y: 110, dx: 40, dy: -10 }])
    expect(draft?.mask).toBe(base.mask)
    expect(draft?.substance).toBe('river')
  })

  it('paints on outside the area, and inside with Shift', () => {
    const outside = dragged([330, 100], [350, 100], { base }).draft
    expect(outside && coverAt(outside.mask, picture, { x: 340, y: 100 })).toBe(1)
    expect(outside?.arrows).toEqual(base.arrows)
    const inside = dragged([200, 100], [300, 100], { base }, true).draft
    expect(inside && coverAt(inside.mask, picture, { x: 300, y: 100 })).toBe(1)
    expect(inside?.arrows).toEqual(base.arrows)
  })

  it('makes nothing of a click, and nothing after Escape', () => {
    expect(dragged([150, 100], [152, 101], { base })).toMatchObject({ end: 'abandon', draft: null })
    const pressed = fluidStep(fluidStart, at('down', 150, 100), { brush, picture, base })
    expect(fluidStep(pressed.state, { type: 'escape' }, { brush, picture, base })).toMatchObject({ end: 'abandon' })
  })

  it('rubs out down to nothing', () => {
    const { draft, end } = dragged([40, 100], [260, 100], { base, brush: { ...brush, radius: 90, erase: true } })
    expect(end).toBe('commit')
    expect(draft && isEmpty(draft.mask)).toBe(true)
  })
})

describe('a fluid', () => {
  it('is taken at an arrow before its area', () => {
    expect(fluidGrip(base, { x: 131, y: 101 }, 5, picture)).toEqual({ part: 'point', index: 1 })
    expect(fluidGrip(base, { x: 99, y: 101 }, 5, picture)).toEqual({ part: 'point', index: 0 })
    expect(fluidGrip(base, { x: 180, y: 120 }, 5, picture)).toEqual({ part: 'body', index: 0 })
    expect(fluidGrip(base, { x: 390, y: 20 }, 5, picture)).toBeNull()
  })

  it('turns an arrow by its head, carries it by its foot, and goes as a whole', () => {
    const by = { x: 10, y: 5 }
    expect(fluidMoved(base, { part: 'point', index: 1 }, by, picture).arrows).toEqual([
      { x: 100, y: 100, dx: 40, dy: 5 },
    ])
    expect(fluidMoved(base, { part: 'point', index: 0 }, by, picture).arrows).toEqual([
      { x: 110, y: 105, dx: 30, dy: 0 },
    ])
    const whole = fluidMoved(base, null, { x: 100, y: 0 }, picture)
    expect(whole.arrows[0]?.x).toBe(200)
    expect(coverAt(whole.mask, picture, { x: 300, y: 100 })).toBe(1)
    expect(coverAt(whole.mask, picture, { x: 100, y: 100 })).toBe(0)
  })

  it('loses one arrow and keeps its area', () => {
    expect(withoutArrow(base, 1)?.arrows).toEqual([])
    expect(withoutArrow(base, 4)).toBeNull()
  })
})

describe('an arrow in numbers', () => {
  it('is as fast as it is long, and points up at 90 degrees', () => {
    const up = { x: 10, y: 20, dx: 0, dy: -40 }
    expect([speedOf(up), angleOf(up)]).toEqual([40, 90])
    const left = headed(up, 25, 180)
    expect([left.x, left.y]).toEqual([10, 20])
    expect(left.dx).toBeCloseTo(-25)
    expect(left.dy).toBeCloseTo(0)
  })
})

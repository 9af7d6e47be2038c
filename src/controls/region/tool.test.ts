import { describe, expect, it } from 'vitest'
import { coverAt } from '../paint'
import { lassoMask } from './lasso'
import { selectionOf } from './selection'
import { type RegionEasel, regionGrip, regionMoved, regionStart, regionStep } from './tool'

const picture = { width: 200, height: 100 }
const easel: RegionEasel = { way: 'click', aim: 'new', picture, brush: { radius: 8, feather: 0, erase: false } }
const at = (type: 'down' | 'move' | 'up', x: number, y: number, keys = {}) => ({ type, x, y, slop: 6, ...keys })

function drawn(places: [number, number][], with_: Partial<RegionEasel> = {}, keys = {}) {
  const own = { ...easel, ...with_ }
  const [first, ...rest] = places as [[number, number], ...[number, number][]]
  let plan = regionStep(regionStart, at('down', ...first, keys), own)
  for (const place of rest) plan = regionStep(plan.state, at('move', ...place, keys), own)
  return regionStep(plan.state, at('up', ...(places.at(-1) as [number, number]), keys), own)
}

const square: [number, number][] = [
  [50, 20],
  [90, 20],
  [90, 60],
  [50, 60],
]

describe('selecting a thing', () => {
  it('takes a click where the hand was pressed', () => {
    expect(drawn([[40.04, 30]]).wish).toMatchObject({ aim: 'new', click: { x: 40, y: 30, keep: true } })
  })

  it('reads Shift as more and Alt as less, whatever is chosen', () => {
    expect(drawn([[40, 30]], {}, { shift: true }).wish).toMatchObject({ aim: 'add', click: { keep: true } })
    expect(drawn([[40, 30]], { aim: 'add' }, { alt: true }).wish).toMatchObject({
      aim: 'subtract',
      click: { keep: false },
    })
  })

  it('forgives a hand that trembles', () => {
    expect(
      drawn([
        [40, 30],
        [43, 32],
      ]).wish?.click,
    ).toBeDefined()
  })

  it('makes a dragged line a lasso around what it encloses', () => {
    const sketch = drawn(square).wish?.sketch
    expect(sketch?.way).toBe('around')
    expect(sketch && coverAt(sketch.mask, picture, { x: 70, y: 40 })).toBe(1)
    expect(sketch && coverAt(sketch.mask, picture, { x: 100, y: 40 })).toBe(0)
  })

  it('takes away what a lasso with Alt goes around', () => {
    expect(drawn(square, {}, { alt: true }).wish?.sketch?.way).toBe('off')
  })

  it('paints roughly with the brush', () => {
    const sketch = drawn(square.slice(0, 2), { way: 'paint' }).wish?.sketch
    expect(sketch?.way).toBe('over')
    expect(sketch && coverAt(sketch.mask, picture, { x: 70, y: 24 })).toBe(1)
    expect(sketch && coverAt(sketch.mask, picture, { x: 70, y: 40 })).toBe(0)
  })

  it('asks for nothing when it is given up, and beside the picture', () => {
    const pressed = regionStep(regionStart, at('down', 40, 30), easel)
    expect(regionStep(pressed.state, { type: 'escape' }, easel)).toEqual({ state: regionStart, wish: null })
    expect(drawn([[-20, 30]]).wish).toBeNull()
  })
})

describe('a region', () => {
  const corners = square.map(([x, y]) => ({ x, y }))
  const state = {
    kind: 'region' as const,
    clicks: [{ x: 70, y: 40, keep: true }],
    mask: lassoMask(corners, picture),
    grow: 0,
    feather: 0,
  }

  it('is held where it selects, and moves with its clicks', () => {
    expect(regionGrip(state, { x: 70, y: 40 }, picture)).not.toBeNull()
    expect(regionGrip(state, { x: 20, y: 40 }, picture)).toBeNull()
    const moved = regionMoved(state, { x: 30, y: 0 }, picture)
    expect(moved.clicks).toEqual([{ x: 100, y: 40, keep: true }])
    expect(regionGrip(moved, { x: 115, y: 40 }, picture)).not.toBeNull()
  })

  it('grows and shrinks by picture pixels', () => {
    const cover = (grow: number, x: number) => {
      const selection = selectionOf({ ...state, grow }, picture)
      return selection ? coverAt(selection, picture, { x, y: 40 }) : null
    }
    expect([cover(0, 93), cover(5, 93), cover(5, 97)]).toEqual([0, 1, 0])
    expect([cover(0, 87), cover(-5, 87), cover(-5, 83)]).toEqual([1, 0, 1])
  })

  it('selects nothing before its thing is found', () => {
    expect(selectionOf({ grow: 4 }, picture)).toBeNull()
  })
})

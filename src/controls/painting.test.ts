import { describe, expect, it } from 'vitest'
import { coverAt, emptyMask, isEmpty, painted } from './paint'
import { areaGrip, areaMoved, paintStart, paintStep } from './painting'

const picture = { width: 200, height: 100 }
const brush = { radius: 10, feather: 0, erase: false }
const at = (type: 'down' | 'move' | 'up', x: number, y: number) => ({ type, x, y, slop: 6 })
const stroke = (from: [number, number], to: [number, number], easel: Parameters<typeof paintStep>[2]) => {
  const pressed = paintStep(paintStart, at('down', ...from), easel)
  const drawn = paintStep(pressed.state, at('move', ...to), easel)
  return paintStep(drawn.state, at('up', ...to), easel)
}

describe('painting', () => {
  it('covers what the brush has passed and nothing else', () => {
    const { draft, end } = stroke([50, 50], [150, 50], { brush, picture, base: null })
    const mask = draft ?? emptyMask(picture)
    expect(end).toBe('commit')
    expect(coverAt(mask, picture, { x: 100, y: 50 })).toBe(1)
    expect(coverAt(mask, picture, { x: 100, y: 57 })).toBe(1)
    expect(coverAt(mask, picture, { x: 100, y: 63 })).toBe(0)
    expect(coverAt(mask, picture, { x: 30, y: 50 })).toBe(0)
  })

  it('fades towards its edge with a feather', () => {
    const mask = painted(emptyMask(picture), picture, { ...brush, feather: 1 }, { x: 50, y: 50 }, { x: 50, y: 50 })
    const [middle, between, edge] = [50, 55, 59].map((x) => coverAt(mask, picture, { x, y: 50 })) as [
      number,
      number,
      number,
    ]
    expect(middle).toBeGreaterThan(0.95)
    expect(between).toBeGreaterThan(0.3)
    expect(between).toBeLessThan(0.7)
    expect(edge).toBeLessThan(0.1)
  })

  it('adds to what is there and leaves the old mask as it was', () => {
    const base = painted(emptyMask(picture), picture, brush, { x: 20, y: 20 }, { x: 20, y: 20 })
    const before = base.data.slice()
    const { draft } = stroke([150, 50], [160, 50], { brush, picture, base })
    expect(draft && coverAt(draft, picture, { x: 20, y: 20 })).toBe(1)
    expect(draft && coverAt(draft, picture, { x: 155, y: 50 })).toBe(1)
    expect(base.data).toEqual(before)
  })

  it('takes away with the eraser, down to nothing', () => {
    const base = painted(emptyMask(picture), picture, brush, { x: 50, y: 50 }, { x: 60, y: 50 })
    const { draft, end } = stroke([50, 50], [60, 50], { brush: { ...brush, radius: 30, erase: true }, picture, base })
    expect(end).toBe('commit')
    expect(draft && isEmpty(draft)).toBe(true)
  })

  it('makes nothing by rubbing where nothing is', () => {
    const { end } = stroke([50, 50], [60, 50], { brush: { ...brush, erase: true }, picture, base: null })
    expect(end).toBe('abandon')
  })

  it('is given up by Escape', () => {
    const easel = { brush, picture, base: null }
    const pressed = paintStep(paintStart, at('down', 50, 50), easel)
    expect(paintStep(pressed.state, { type: 'escape' }, easel)).toMatchObject({ end: 'abandon', draft: null })
  })

  it('keeps its mask at a bounded size whatever the picture', () => {
    const mask = emptyMask({ width: 8000, height: 4000 })
    expect([mask.width, mask.height]).toEqual([1024, 512])
  })
})

describe('a painted area', () => {
  const mask = painted(emptyMask(picture), picture, brush, { x: 50, y: 50 }, { x: 50, y: 50 })

  it('is taken where it covers the picture', () => {
    expect(areaGrip({ mask }, { x: 52, y: 50 }, picture)).not.toBeNull()
    expect(areaGrip({ mask }, { x: 90, y: 50 }, picture)).toBeNull()
    expect(areaGrip({ mask }, { x: -5, y: 50 }, picture)).toBeNull()
  })

  it('moves with what it covers', () => {
    const moved = areaMoved({ mask }, { x: 30, y: -20 }, picture)
    expect(coverAt(moved.mask, picture, { x: 80, y: 30 })).toBe(1)
    expect(coverAt(moved.mask, picture, { x: 50, y: 50 })).toBe(0)
  })

  it('loses what is pushed out of the picture', () => {
    expect(isEmpty(areaMoved({ mask }, { x: 500, y: 0 }, picture).mask)).toBe(true)
  })
})

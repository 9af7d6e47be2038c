import { describe, expect, it } from 'vitest'
import { fitted, panned, pinched, toPicture, toStage, zoomedAt } from './view'

const view = { zoom: 0.5, x: 100, y: 50, fit: false }
const margin = { side: 20, top: 10, bottom: 30 }

describe('fitting', () => {
  it('shows the whole picture, in the middle of what is clear', () => {
    const { zoom, x, y } = fitted({ width: 1000, height: 500 }, { width: 540, height: 640 }, margin)
    expect(zoom).toBe(0.5)
    expect([x, y]).toEqual([20, 10 + (600 - 250) / 2])
  })

  it('does not blow a small picture up past twice its size', () => {
    expect(fitted({ width: 16, height: 16 }, { width: 800, height: 800 }, margin).zoom).toBe(2)
  })

  it('stays possible on a stage without room', () => {
    expect(fitted({ width: 1000, height: 1000 }, { width: 10, height: 10 }, margin).zoom).toBeGreaterThan(0)
  })
})

describe('zooming', () => {
  it('keeps the place under the cursor where it is', () => {
    const at = { x: 310, y: 222 }
    const before = toPicture(view, at)
    const after = toPicture(zoomedAt(view, at, 1.7), at)
    expect(after.x).toBeCloseTo(before.x, 6)
    expect(after.y).toBeCloseTo(before.y, 6)
  })

  it('has bounds, at which nothing slides away', () => {
    const far = zoomedAt(view, { x: 0, y: 0 }, 1e6)
    expect(far.zoom).toBe(32)
    expect(zoomedAt(far, { x: 400, y: 300 }, 2)).toEqual(far)
  })
})

describe('two fingers', () => {
  it('carry what lies between them along', () => {
    const moved = pinched(
      view,
      [
        { x: 0, y: 0 },
        { x: 100, y: 0 },
      ],
      [
        { x: 30, y: 40 },
        { x: 130, y: 40 },
      ],
    )
    expect(moved).toEqual({ ...view, x: 130, y: 90 })
  })

  it('zoom by their distance about the middle between them', () => {
    const after = pinched(
      view,
      [
        { x: 100, y: 100 },
        { x: 200, y: 100 },
      ],
      [
        { x: 50, y: 100 },
        { x: 250, y: 100 },
      ],
    )
    expect(after.zoom).toBe(1)
    expect(toPicture(after, { x: 150, y: 100 })).toEqual(toPicture(view, { x: 150, y: 100 }))
  })
})

it('goes from the stage to the picture and back', () => {
  const at = { x: 12.5, y: 700 }
  expect(toStage(view, toPicture(view, at))).toEqual(at)
  expect(panned(view, { x: 5, y: -5 })).toEqual({ ...view, x: 105, y: 45 })
})

import { describe, expect, it } from 'vitest'
import { regionHints } from '../hints'
import { clip, loop } from './testing/flow'
import * as draw from './testing/silhouettes'
import { brick, picture } from './testing/silhouettes'

/** What a region over a mask asks for when it is told to flow. */
function flowing(prompt: string, mask = draw.car(), time = clip) {
  const [hint, ...others] = regionHints(
    'r',
    { kind: 'region', clicks: [], mask, grow: 0, feather: 0, prompt },
    time,
    picture,
  )
  expect(others).toEqual([])
  if (hint?.kind !== 'fluid') throw new Error('it flows')
  const total = hint.arrows.reduce((sum, { dx, dy }) => ({ x: sum.x + dx, y: sum.y + dy }), { x: 0, y: 0 })
  const speed = Math.max(...hint.arrows.map(({ dx, dy }) => Math.hypot(dx, dy)))
  return { hint, speed, x: total.x / hint.arrows.length, y: total.y / hint.arrows.length }
}

describe('a region that is told to flow', () => {
  it('flows where the words say, whatever its shape', () => {
    for (const mask of [brick(), draw.car(), draw.plant()]) {
      expect(flowing('flow downwards', mask).y).toBeGreaterThan(10)
      expect(flowing('flow up', mask).y).toBeLessThan(-10)
      expect(flowing('flow left', mask).x).toBeLessThan(-10)
      expect(flowing('向右流', mask).x).toBeGreaterThan(10)
    }
  })

  it('flows along itself where nothing else is said', () => {
    const { x, y } = flowing('flow', brick())
    expect(x).toBeGreaterThan(4 * Math.abs(y))
  })

  it('is faster and slower by a word, and repeats within a clip that is looped', () => {
    expect(flowing('flow fast').speed).toBeGreaterThan(1.2 * flowing('flow').speed)
    expect(flowing('flow slowly').speed).toBeLessThan(0.8 * flowing('flow').speed)
    const { period } = flowing('flow', brick(), loop).hint
    const rounds = (loop.period as number) / period
    expect(rounds).toBeCloseTo(Math.round(rounds), 9)
  })

  it('keeps its arrows on the thing', () => {
    const mask = brick()
    for (const { x, y } of flowing('flow', mask).hint.arrows)
      expect(mask.data[Math.floor(y) * mask.width + Math.floor(x)]).toBe(255)
  })
})

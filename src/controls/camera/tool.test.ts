import { parse } from 'valibot'
import { describe, expect, it } from 'vitest'
import type { GestureEvent } from '../gesture'
import { cameraGrip, cameraMoved, withKey, withoutKey, zoomedBy } from './edit'
import { cameraState } from './state'
import { cameraStart, cameraStep } from './tool'

const picture = { width: 400, height: 300 }
const at = (type: 'down' | 'move' | 'up', x: number, y: number): GestureEvent => ({ type, x, y, slop: 6 })

function drawn(...places: [number, number][]) {
  const [first, ...rest] = places as [[number, number], ...[number, number][]]
  let plan = cameraStep(cameraStart, at('down', ...first))
  for (const place of rest) plan = cameraStep(plan.state, at('move', ...place))
  return cameraStep(plan.state, at('up', ...(places.at(-1) as [number, number])))
}

describe('drawing where the camera goes', () => {
  it('a straight drag is a pan by its way', () => {
    expect(drawn([50, 50], [80, 55], [110, 60])).toMatchObject({
      end: 'commit',
      draft: { move: 'pan', amount: { x: 60, y: 10 }, keys: [] },
    })
  })

  it('a bent one is a path that ends where the hand ended', () => {
    const arc = Array.from({ length: 20 }, (_, i): [number, number] => [
      100 + 5 * i,
      100 - 60 * Math.sin((i * Math.PI) / 19),
    ])
    const { draft } = drawn(...arc)
    expect(draft?.move).toBe('path')
    expect(draft?.keys.length).toBeGreaterThan(2)
    expect(draft?.keys.at(-1)?.x).toBe(95)
    expect(draft?.keys.at(-1)?.y).toBeCloseTo(0, 6)
  })

  it('a click, and Escape, draw nothing', () => {
    expect(drawn([50, 50], [52, 51]).end).toBe('abandon')
    const plan = cameraStep(cameraStep(cameraStart, at('down', 5, 5)).state, { type: 'escape' })
    expect(plan.end).toBe('abandon')
  })
})

describe('a frame on the stage', () => {
  const path = parse(cameraState, { kind: 'camera', move: 'path', keys: [{ x: 20, y: 10, zoom: 2 }] })

  it('is held by its middle and its corners', () => {
    expect(cameraGrip(path, { x: 221, y: 161 }, 6, picture)).toEqual({ part: 'point', index: 0 })
    expect(cameraGrip(path, { x: 320, y: 235 }, 6, picture)).toEqual({ part: 'path', index: 2 })
    expect(cameraGrip(path, { x: 260, y: 180 }, 6, picture)).toBeNull()
  })

  it('is carried by its middle and scaled by a corner', () => {
    expect(cameraMoved(path, { part: 'point', index: 0 }, { x: 5, y: -5 }, picture).keys[0]).toMatchObject({
      x: 25,
      y: 5,
    })
    // Twice as far from the middle: half the zoom.
    expect(cameraMoved(path, { part: 'path', index: 2 }, { x: 100, y: 75 }, picture).keys[0]?.zoom).toBeCloseTo(1, 3)
  })

  it('of a pan becomes a keyframe when it is zoomed', () => {
    const pan = parse(cameraState, { kind: 'camera', move: 'pan', amount: { x: 30, y: 4 } })
    expect(zoomedBy(pan, 0, 1.5, picture)).toMatchObject({ move: 'path', keys: [{ x: 30, y: 4, zoom: 1.5 }] })
    expect(zoomedBy(parse(cameraState, { kind: 'camera', move: 'orbit' }), 0, 1.5, picture)).toBeNull()
  })

  it('has company on demand, and never none', () => {
    const two = withKey(path, picture)
    expect(two?.keys).toHaveLength(2)
    expect(two && withoutKey(two, 0)?.keys).toHaveLength(1)
    expect(withoutKey(path, 0)).toBeNull()
  })
})

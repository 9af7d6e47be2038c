import { parse } from 'valibot'
import { describe, expect, it } from 'vitest'
import type { CameraHint, CameraPose } from '../../core/hint'
import { cameraHints } from './hints'
import { presetMove, presetNames, presetOf } from './presets-list'
import { type CameraState, cameraState } from './state'

const picture = { width: 800, height: 600 }
const clip = { span: 4, period: null }
const loop = { span: 95 / 24, period: 4 }

type Input = Omit<Parameters<typeof parse<typeof cameraState>>[1] & object, 'kind'>
const camera = (input: Input) => parse(cameraState, { kind: 'camera', ...input })
const hint = (state: CameraState, time = clip as Parameters<typeof cameraHints>[2]) =>
  cameraHints('a', state, time, picture)[0] as CameraHint
const end = (state: CameraState) => hint(state).poses.at(-1) as CameraPose
const identity = { x: 0, y: 0, zoom: 1, roll: 0, parallaxX: 0, parallaxY: 0, dolly: 0 }

describe('every preset', () => {
  it.each(presetNames)('%s begins as the picture itself, and comes back to it in a loop', (name) => {
    const state = camera(presetMove(name, 800))
    expect(hint(state).poses[0]).toEqual({ ...identity, time: 0 })
    const { poses } = hint(state, loop)
    expect(poses.at(-1)).toEqual({ ...identity, time: 4 })
    // As smoothly as it left: no two neighbours are further apart than elsewhere.
    const step = (a: CameraPose, b: CameraPose) =>
      Math.hypot(b.x - a.x, b.y - a.y, b.parallaxX - a.parallaxX) + 400 * Math.abs(b.zoom - a.zoom + b.roll - a.roll)
    const steps = poses.slice(1).map((pose, i) => step(poses[i] as CameraPose, pose))
    expect(Math.max(...steps)).toBeGreaterThan(0)
    expect(steps.at(-1)).toBeLessThanOrEqual(Math.max(...steps.slice(0, -1)) + 1e-9)
  })

  it.each(presetNames)('%s is known again', (name) => {
    expect(presetOf(camera(presetMove(name, 800)))).toBe(name)
  })
})

describe('directions are the camera’s', () => {
  it('a pan to the right and down moves the picture to the left and up, by what was asked', () => {
    expect(end(camera({ move: 'pan', amount: { x: 60, y: 20 } }))).toMatchObject({ x: -60, y: -20, zoom: 1 })
  })

  it('a push in enlarges, a pull out makes smaller', () => {
    expect(end(camera({ move: 'zoom', amount: { z: 0.3 } })).zoom).toBeCloseTo(1.3, 6)
    expect(end(camera({ move: 'zoom', amount: { z: -0.2 } })).zoom).toBeCloseTo(0.8, 6)
  })

  it('a clockwise roll turns the picture against the clock', () => {
    expect(end(camera({ move: 'roll', amount: { z: 6 } })).roll).toBeCloseTo((-6 * Math.PI) / 180, 6)
  })

  it('an orbit to the right moves what is near to the left and what is far to the right', () => {
    const pose = end(camera({ move: 'orbit', amount: { x: 40 } }))
    expect(pose.parallaxX * (1 - 0.5)).toBeCloseTo(-20, 6)
    expect(pose.parallaxX * (0 - 0.5)).toBeCloseTo(20, 6)
    expect(pose.x).toBe(0)
  })

  it('a dolly zoom keeps the nearest and enlarges the farthest', () => {
    const { zoom, dolly } = end(camera({ move: 'zoom', amount: { z: 0.2 }, parallax: -1 }))
    expect(zoom + dolly * 0.5).toBeCloseTo(1, 6)
    expect(zoom - dolly * 0.5).toBeCloseTo(1.4, 6)
  })
})

describe('a handheld camera', () => {
  const state = camera({ move: 'handheld', amount: { x: 8, y: 5, z: 0.5 } })

  it('shakes as far as was asked, and not further', () => {
    const { poses } = hint(state)
    const farthest = (field: 'x' | 'y' | 'roll') => Math.max(...poses.map((pose) => Math.abs(pose[field])))
    expect(farthest('x')).toBeGreaterThan(7.6)
    expect(farthest('x')).toBeLessThan(8.4)
    expect(farthest('y')).toBeGreaterThan(4.75)
    expect(farthest('y')).toBeLessThan(5.25)
    expect((farthest('roll') * 180) / Math.PI).toBeCloseTo(0.5, 1)
  })

  it('is smooth, the same every time, and another with another seed', () => {
    const { poses } = hint(state)
    const jerks = poses.slice(2).map((pose, i) => Math.abs(pose.x - 2 * (poses[i + 1]?.x ?? 0) + (poses[i]?.x ?? 0)))
    expect(Math.max(...jerks)).toBeLessThan(0.4)
    expect(hint(state)).toEqual(hint(state))
    expect(hint({ ...state, seed: 2 }).poses[60]).not.toEqual(poses[60])
  })
})

describe('a free path', () => {
  const keys = [
    { time: 2, x: 100, y: 0, zoom: 2, roll: 0 },
    { time: 4, x: 100, y: 50, zoom: 2, roll: 10 },
  ]
  const at = (time: number, state = camera({ move: 'path', keys })) =>
    hint(state).poses.find((pose) => Math.abs(pose.time - time) < 1e-6) as CameraPose

  it('shows each keyframe’s frame at its time', () => {
    // The frame's middle, 100 right of the picture's, lies in the middle, twice as large.
    expect(at(2)).toMatchObject({ zoom: 2, x: -200 })
    expect(at(2).y).toBeCloseTo(0, 9)
    const last = at(4)
    const [cos, sin] = [Math.cos(last.roll), Math.sin(last.roll)]
    expect(2 * (100 * cos - 50 * sin) + last.x).toBeCloseTo(0, 6)
    expect(2 * (100 * sin + 50 * cos) + last.y).toBeCloseTo(0, 6)
  })

  it('never goes past its keyframes', () => {
    for (const { zoom } of hint(camera({ move: 'path', keys })).poses) {
      expect(zoom).toBeGreaterThanOrEqual(1)
      expect(zoom).toBeLessThanOrEqual(2 + 1e-9)
    }
  })

  it('takes keyframes in any order, and says the picture at time 0', () => {
    const shuffled = [
      keys[1] as (typeof keys)[0],
      { time: 0, x: 9, y: 9, zoom: 3, roll: 0 },
      keys[0] as (typeof keys)[0],
    ]
    expect(at(2, camera({ move: 'path', keys: shuffled }))).toEqual(at(2))
    expect(hint(camera({ move: 'path', keys: shuffled })).poses[0]).toEqual({ ...identity, time: 0 })
  })
})

describe('edges', () => {
  it('are covered where that is possible, unless someone chooses', () => {
    expect(hint(camera({ move: 'pan' })).edges).toBe('cover')
    expect(hint(camera({ move: 'zoom', amount: { z: -0.2 } })).edges).toBe('extend')
    expect(hint(camera({ move: 'path', keys: [{ time: 1, zoom: 0.8 }] })).edges).toBe('extend')
    expect(hint(camera({ move: 'pan', edges: 'extend' })).edges).toBe('extend')
  })
})

it('rests before it starts and after it has ended', () => {
  const { poses } = hint(camera({ move: 'pan', amount: { x: 60 }, start: 1, end: 3 }))
  for (const pose of poses) {
    if (pose.time <= 1) expect(pose.x).toBeCloseTo(0, 9)
    if (pose.time >= 3) expect(pose.x).toBeCloseTo(-60, 9)
  }
})

import { expect, test } from 'vitest'
import { type Hint, type TrackHint, trackAt } from '../core/hint'
import { isMirrored, thereAndBack } from './there-and-back'
import { clipSpan, frameTime, motionTime } from './timing'

const clip = (loop: 'none' | 'loop' | 'ping-pong' | 'eased') => ({ frameCount: 48, fps: 24, loop })
const mask = { width: 1, height: 1, data: new Uint8Array([255]) }

const path = (span: number): TrackHint => ({
  kind: 'track',
  control: 'a',
  knots: [
    { x: 10, y: 5, time: 0 },
    { x: 40, y: 90, time: span / 3 },
    { x: 100, y: 5, time: span },
  ],
})

test.each(['ping-pong', 'eased'] as const)('a path of a %s loop goes there and back, frame by frame', (loop) => {
  const whole = path(clipSpan(clip(loop)))
  const [folded] = thereAndBack([whole], clip(loop)) as [TrackHint]
  for (let frame = 0; frame <= 48; frame++) {
    const [is, was] = [trackAt(folded, frameTime(clip(loop), frame)), trackAt(whole, motionTime(clip(loop), frame))]
    expect(is.x).toBeCloseTo(was.x, 9)
    expect(is.y).toBeCloseTo(was.y, 9)
  }
  expect(trackAt(folded, 2)).toEqual({ x: 10, y: 5 })
})

test('a path that is travelled once, or begins anew, is left as it is', () => {
  const whole = path(2)
  expect(thereAndBack([whole], clip('none'))).toEqual([whole])
  expect(thereAndBack([whole], clip('loop'))).toEqual([whole])
})

test('water does not run back, and so no frame shows the same as another', () => {
  const water: Hint = {
    kind: 'fluid',
    control: 'w',
    selection: mask,
    arrows: [],
    period: 2,
    manner: 'flow',
    turbulence: 0,
    softness: 0,
    lift: 0,
    passes: 'around',
  }
  expect(thereAndBack([water], clip('ping-pong'))).toEqual([water])
  expect(isMirrored([path(2)], clip('ping-pong'))).toBe(true)
  expect(isMirrored([path(2), water], clip('ping-pong'))).toBe(false)
  expect(isMirrored([path(2)], clip('loop'))).toBe(false)
})

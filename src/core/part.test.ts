import { describe, expect, it } from 'vitest'
import { type Part, type Pose, poseAt, posed } from './part'

const rest: Pose = { time: 0, angle: 0, scaleX: 1, scaleY: 1, x: 0, y: 0 }
const weight = { width: 1, height: 1, data: Float32Array.of(1) }

describe('a part', () => {
  it('turns clockwise about its pivot, scales before it and moves after it', () => {
    const about = { x: 10, y: 20 }
    const quarter = posed({ ...rest, angle: Math.PI / 2 }, about, 13, 20)
    expect([13 + quarter.x, 20 + quarter.y]).toEqual([expect.closeTo(10, 9), expect.closeTo(23, 9)])
    const all = posed({ ...rest, angle: Math.PI / 2, scaleX: 2, x: 5, y: -1 }, about, 13, 20)
    expect([13 + all.x, 20 + all.y]).toEqual([expect.closeTo(15, 9), expect.closeTo(25, 9)])
    expect(posed(rest, about, 400, -7)).toEqual({ x: 0, y: 0 })
  })

  it('goes evenly from pose to pose and rests before the first and after the last', () => {
    const part: Part = {
      weight,
      about: { x: 0, y: 0 },
      poses: [
        { ...rest, time: 1, x: 10 },
        { ...rest, time: 3, x: 20, angle: 1, scaleY: 3 },
      ],
    }
    expect(poseAt(part, 0)).toMatchObject({ x: 10, angle: 0 })
    expect(poseAt(part, 2)).toMatchObject({ x: 15, angle: 0.5, scaleX: 1, scaleY: 2 })
    expect(poseAt(part, 9)).toMatchObject({ x: 20, angle: 1 })
    expect(poseAt({ ...part, poses: [] }, 1)).toMatchObject({ x: 0, scaleX: 1 })
  })
})

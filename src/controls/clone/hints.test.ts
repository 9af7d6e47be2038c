import * as v from 'valibot'
import { expect, it } from 'vitest'
import { applied, type Similarity, unmoved } from '../../core/clone/similarity'
import type { Tracks } from '../../core/clone/tracks'
import type { CameraHint, RegionHint } from '../../core/hint'
import type { Mask } from '../../core/image'
import { poseAt, posed } from '../../core/part'
import { readCloneFile, writeCloneFile } from './file'
import { cloneHints, referenceSeconds } from './hints'
import { packMotion, unpackMotion } from './motion'
import { type CloneState, cloneState } from './state'

const count = 25
/** A square of 60 px in the middle of a clip of a second, which goes 100 px to the right and turns by a fifth of a radian. */
function reference(camera: (frame: number) => Similarity = () => unmoved) {
  const places = Array.from({ length: 36 }, (_, i) => ({ x: 210 + 12 * (i % 6), y: 130 + 12 * Math.floor(i / 6) }))
  const tracks: Tracks = {
    width: 480,
    height: 320,
    rate: 24,
    count,
    points: places.map((from) => ({
      first: 0,
      places: Float32Array.from(
        Array.from({ length: count }, (_, frame) => {
          const angle = (0.2 * frame) / (count - 1)
          const [x, y] = [from.x - 240, from.y - 160]
          return [
            240 + x * Math.cos(angle) - y * Math.sin(angle) + (100 * frame) / (count - 1),
            160 + x * Math.sin(angle) + y * Math.cos(angle),
          ]
        }).flat(),
      ),
    })),
  }
  return packMotion(
    { camera: Array.from({ length: count }, (_, frame) => camera(frame)), steadied: tracks },
    'clip',
    2000,
  )
}

const picture = { width: 640, height: 480 }
/** A square of a mask, picture pixels. */
function square(x: number, y: number, side: number): Mask {
  const [width, height] = [160, 120]
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [px, py] = [4 * (i % width) + 2, 4 * Math.floor(i / width) + 2]
    return Math.abs(px - x) < side / 2 && Math.abs(py - y) < side / 2 ? 255 : 0
  })
  return { width, height, data }
}

const state = (change: Partial<CloneState>): CloneState =>
  v.parse(cloneState, { kind: 'clone', motion: reference(), bend: 0, ...change })
const clip = { span: 1, period: null }
const regionOf = (it: CloneState) =>
  cloneHints('a', it, clip, picture).find(({ kind }) => kind === 'region') as RegionHint

it.each([
  [320, 240, 1],
  [130, 380, 2],
  [500, 100, 0.5],
])('the thing at %i, %i, %f times as large as the subject, goes as it did, in its own measure', (x, y, times) => {
  const [part, ...others] = regionOf(state({ to: square(x, y, 72 * times) })).parts
  expect(others).toEqual([])
  if (!part) throw new Error('nothing moves')
  const pose = poseAt(part, 1)
  // Its middle, and a place beside it: error at most 15 % of the way.
  for (const offset of [0, 20 * times]) {
    const by = posed(pose, part.about, x + offset, y)
    const wanted = { x: 100 * times + offset * (Math.cos(0.2) - 1), y: offset * Math.sin(0.2) }
    expect(Math.hypot(by.x - wanted.x, by.y - wanted.y)).toBeLessThan(0.15 * Math.hypot(wanted.x, wanted.y))
  }
  expect(posed(poseAt(part, 0), part.about, x + 20, y)).toEqual({ x: 0, y: 0 })
})

it('gain, mirror and speed do what they say', () => {
  const to = square(320, 240, 72)
  const far = (it: Partial<CloneState>, time = 1) => poseAt(regionOf(state({ to, ...it })).parts[0] as never, time).x
  const whole = far({})
  expect(far({ gain: 0.5 })).toBeCloseTo(whole / 2, 3)
  expect(far({ gain: 0 })).toBe(0)
  expect(far({ mirror: true })).toBeCloseTo(-whole, 6)
  expect(far({ speed: 2 }, 0.5)).toBeCloseTo(whole, 0)
  expect(referenceSeconds(state({ speed: 2 }))).toBeCloseTo(0.5, 6)
})

it('a clip that repeats comes back to where it began', () => {
  const part = (
    cloneHints('a', state({ to: square(320, 240, 72) }), { span: 1.9, period: 2 }, picture)[0] as RegionHint
  ).parts[0]
  if (!part) throw new Error('nothing moves')
  expect(Math.abs(poseAt(part, 1).x)).toBeGreaterThan(50)
  expect(poseAt(part, 2).x).toBeCloseTo(0, 6)
})

it('the camera is the reference’s, in the measure of the picture; the first frame is the picture', () => {
  const motion = reference((frame) => ({ a: 1 + 0.01 * frame, b: 0, x: -2 * frame, y: 0 }))
  const hint = cloneHints('a', state({ motion, takes: 'camera' }), clip, picture)[0] as CameraHint
  expect(hint.poses[0]).toMatchObject({ x: 0, y: 0, zoom: 1, roll: 0 })
  expect(hint.poses.at(-1)?.zoom).toBeCloseTo(1.24, 2)
  // The middle of the clip, 240 px from its corner, goes 0.24 x 240 - 48 px to the right.
  const scale = Math.sqrt((640 * 480) / (480 * 320))
  expect(hint.poses.at(-1)?.x).toBeCloseTo(scale * (0.24 * 240 - 48), 0)
})

it('an area of the reference chooses the subject; where nothing moves nothing is taken', () => {
  const away = { width: 48, height: 32, data: new Uint8Array(48 * 32) }
  away.data.fill(255, 0, 48 * 4)
  expect(regionOf(state({ to: square(320, 240, 72), from: away }))).toBeUndefined()
  const all = { ...away, data: new Uint8Array(48 * 32).fill(255) }
  expect(regionOf(state({ to: square(320, 240, 72), from: all })).parts.length).toBe(1)
})

it('what bends in the reference bends the thing, and the shares add up', () => {
  const motion = reference()
  const { camera, steadied } = unpackMotion(motion)
  // The lower half stays behind more and more.
  const points = steadied.points.map((point, i) => ({
    ...point,
    places: point.places.map((value, k) => (k % 2 === 0 && i >= 18 ? value - (12 * (k / 2)) / count : value)),
  }))
  const bent = packMotion({ camera, steadied: { ...steadied, points } }, '', 2000)
  const { parts } = regionOf(state({ motion: bent, to: square(320, 240, 72), bend: 1 }))
  expect(parts.length).toBeGreaterThan(2)
  const at = (x: number, y: number) =>
    parts.reduce(
      (sum, part) => {
        const { width, data } = part.weight
        const share = data[Math.floor((y / 480) * part.weight.height) * width + Math.floor((x / 640) * width)] as number
        return { share: sum.share + share, x: sum.x + share * posed(poseAt(part, 1), part.about, x, y).x }
      },
      { share: 0, x: 0 },
    )
  expect(at(320, 240).share).toBeCloseTo(1, 5)
  expect(at(320, 212).x - at(320, 268).x).toBeGreaterThan(4)
})

it('a motion is a small file, and whatever is not one is refused', () => {
  const motion = reference()
  const file = writeCloneFile(motion)
  expect(readCloneFile(file)).toEqual(motion)
  expect(applied(unpackMotion(motion).camera[3] as Similarity, { x: 5, y: 6 })).toEqual({ x: 5, y: 6 })
  const refused = (bytes: Uint8Array<ArrayBuffer>) => {
    try {
      readCloneFile(bytes)
      return 'taken'
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  expect(refused(file.slice(0, -3))).toBe('take-unreadable')
  expect(refused(Uint8Array.from([...file, 0]))).toBe('take-unreadable')
  expect(refused(new Uint8Array(40))).toBe('take-unreadable')
  const wild = { ...motion, data: motion.data.slice() }
  new DataView(wild.data.buffer).setFloat32(16, Number.NaN, true)
  expect(refused(writeCloneFile(wild))).toBe('take-unreadable')
})

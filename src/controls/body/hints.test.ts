import { expect, test } from 'vitest'
import { bones, type Joints } from '../../core/body/skeleton'
import type { RegionHint } from '../../core/hint'
import { poseAt as partAt, posed } from '../../core/part'
import { bodyMoved, withPose } from './edit'
import { bodyHints } from './hints'
import { layersOf } from './layers'
import type { BodyState } from './state'
import { packBody, takePose } from './take'
import { boneWeights } from './weights'

const picture = { width: 400, height: 500 }
const rest: Joints = [
  { x: 200, y: 300 },
  { x: 200, y: 160 },
  { x: 200, y: 110 },
  { x: 240, y: 162 },
  { x: 262, y: 230 },
  { x: 268, y: 290 },
  { x: 160, y: 162 },
  { x: 138, y: 230 },
  { x: 132, y: 290 },
  { x: 222, y: 302 },
  { x: 226, y: 390 },
  { x: 228, y: 470 },
  { x: 178, y: 302 },
  { x: 174, y: 390 },
  { x: 172, y: 470 },
]
const body: BodyState = { kind: 'body', joints: [...rest], poses: [], edited: -1, gain: 1, behind: [] }

test('a wrist that is dragged in a pose arrives there at its time, and the feet stay', () => {
  const state = bodyMoved(withPose(body, 1), { part: 'point', index: 5 }, { x: 40, y: -110 })
  const hints = bodyHints('a', state, { span: 2, period: null }, picture) as RegionHint[]
  const wayOf = (x: number, y: number, time: number) => {
    let [dx, dy] = [0, 0]
    const arm = hints.at(-2) as RegionHint
    for (const part of (y < 300 ? arm : (hints[0] as RegionHint)).parts) {
      const { weight } = part
      const at = Math.floor((y / 500) * weight.height) * weight.width + Math.floor((x / 400) * weight.width)
      const way = posed(partAt(part, time), part.about, x, y)
      dx += (weight.data[at] as number) * way.x
      dy += (weight.data[at] as number) * way.y
    }
    return [dx, dy] as const
  }
  const [dx, dy] = wayOf(268, 289, 1)
  expect(Math.hypot(dx - 40, dy + 110)).toBeLessThan(8)
  expect(Math.hypot(...wayOf(228, 465, 1))).toBeLessThan(0.5)
  expect(Math.hypot(...wayOf(268, 289, 0))).toBe(0)
})

test('flesh goes with its own bone, and with all of them no more than once', () => {
  const planes = boneWeights(rest, picture)
  const share = (name: string, x: number, y: number) => {
    const plane = planes[bones.findIndex((bone) => bone.name === name)] as (typeof planes)[number]
    return plane.data[Math.floor((y / 500) * plane.height) * plane.width + Math.floor((x / 400) * plane.width)]
  }
  expect(share('leftForearm', 265, 262)).toBeGreaterThan(0.9)
  expect(share('head', 200, 105)).toBeGreaterThan(0.9)
  expect(share('torso', 200, 230)).toBeGreaterThan(0.9)
  expect(share('rightShin', 173, 440)).toBeGreaterThan(0.9)
  expect(planes.reduce((total, plane) => total + (plane.data[1000] as number), 0)).toBeCloseTo(1, 5)
})

test('a hand that lies before the body goes with its arm, one that lies behind it stays', () => {
  const folded = rest.map((joint, k) => (k === 5 ? { x: 205, y: 240 } : joint))
  const shareAt = (behind: ('left' | 'right')[]) => {
    const plane = boneWeights([...folded], picture, behind)[bones.findIndex(({ name }) => name === 'leftForearm')]
    return plane?.data[Math.floor((240 / 500) * plane.height) * plane.width + Math.floor((205 / 400) * plane.width)]
  }
  expect(shareAt([])).toBeGreaterThan(0.9)
  expect(shareAt(['left'])).toBeLessThan(0.2)
})

test('beside the body there is nothing behind an arm but the background; before it there is the body', () => {
  const folded = rest.map((joint, k) => (k === 5 ? { x: 205, y: 240 } : joint))
  const body = (behind: ('left' | 'right')[]) => layersOf([...folded], undefined, picture, behind).at(behind.length)
  const shownAt = (layer: ReturnType<typeof body>, x: number, y: number) => {
    const { selection } = layer as NonNullable<typeof layer>
    return selection.data[
      Math.floor((y / 500) * selection.height) * selection.width + Math.floor((x / 400) * selection.width)
    ]
  }
  expect(shownAt(body([]), 133, 280)).toBeLessThan(20)
  expect(shownAt(body([]), 205, 240)).toBeGreaterThan(235)
  expect(shownAt(body(['right']), 133, 280)).toBeGreaterThan(235)
})

test('a take is what it was made of, between its moments too', () => {
  const turns = bones.map((_, k) => 0.1 * k)
  const take = packBody(
    [
      { x: 0, y: 0, turns: turns.map(() => 0) },
      { x: 1, y: -0.5, turns },
    ],
    2,
  )
  expect(takePose(take, 0.25).x).toBeCloseTo(0.5, 3)
  expect(takePose(take, 9).turns[5]).toBeCloseTo(0.5, 3)
})

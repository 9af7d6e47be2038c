import { describe, expect, test } from 'vitest'
import { jointsOf, measureBody } from './measure'
import { reached } from './reach'
import { bones, type Joints, jointNames, posedJoints, restPose } from './skeleton'

const at = (name: (typeof jointNames)[number]) => jointNames.indexOf(name)
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
const length = (joints: Joints, { from, to }: (typeof bones)[number]) =>
  Math.hypot(
    (joints[to]?.x as number) - (joints[from]?.x as number),
    (joints[to]?.y as number) - (joints[from]?.y as number),
  )

describe('a body on its rig', () => {
  test.each([
    ['leftWrist', { x: 300, y: 120 }],
    ['leftWrist', { x: 900, y: 120 }],
    ['rightAnkle', { x: 120, y: 400 }],
    ['rightElbow', { x: 90, y: 150 }],
    ['neck', { x: 250, y: 180 }],
    ['head', { x: 180, y: 112 }],
    ['pelvis', { x: 240, y: 280 }],
  ] as const)('whose %s is dragged keeps the length of every limb', (name, target) => {
    const pose = reached(rest, restPose, at(name), target)
    const joints = posedJoints(rest, pose)
    for (const bone of bones) expect(length(joints, bone)).toBeCloseTo(length(rest, bone), 6)
  })

  test('brings a wrist where the hand has dragged it, and leaves the rest of the body', () => {
    const joints = posedJoints(rest, reached(rest, restPose, at('leftWrist'), { x: 300, y: 140 }))
    expect(joints[at('leftWrist')]?.x).toBeCloseTo(300, 3)
    expect(joints[at('leftWrist')]?.y).toBeCloseTo(140, 3)
    for (const name of ['head', 'rightWrist', 'leftKnee'] as const) expect(joints[at(name)]).toEqual(rest[at(name)])
  })

  test('leans with all that its torso carries', () => {
    const joints = posedJoints(rest, reached(rest, restPose, at('neck'), { x: 260, y: 170 }))
    expect(joints[at('leftShoulder')]?.x).toBeGreaterThan((rest[at('leftShoulder')]?.x as number) + 40)
    expect(joints[at('leftAnkle')]).toEqual(rest[at('leftAnkle')])
  })

  test('that is measured does what it was posed to do, whoever follows', () => {
    const lifted = reached(rest, restPose, at('rightWrist'), { x: 60, y: 90 })
    const posed = reached(rest, lifted, at('head'), { x: 215, y: 112 })
    const sure = rest.map(() => 1)
    const found = measureBody(rest, posedJoints(rest, posed), sure, restPose)
    found.turns.forEach((turn, k) => {
      expect(Math.sin(turn)).toBeCloseTo(Math.sin(posed.turns[k] as number), 5)
    })
    // What is not seen stays as it was.
    const blind = measureBody(
      rest,
      posedJoints(rest, posed),
      rest.map(() => 0),
      restPose,
    )
    expect(Math.max(...blind.turns.map(Math.abs))).toBe(0)
  })
})

test('joints of pose landmarks: the pelvis lies between the hips', () => {
  const landmarks = Float32Array.from({ length: 132 }, (_, i) => (i % 4 === 3 ? 1 : Math.floor(i / 4)))
  const { joints, sure } = jointsOf(landmarks)
  expect(joints[0]).toEqual({ x: 23.5, y: 23.5 })
  expect(joints[at('leftWrist')]).toEqual({ x: 15, y: 15 })
  expect(sure).toHaveLength(jointNames.length)
})

import type { Point } from '../geometry'

/** Joints of a body; left and right are the subject's. */
export const jointNames = [
  'pelvis',
  'neck',
  'head',
  'leftShoulder',
  'leftElbow',
  'leftWrist',
  'rightShoulder',
  'rightElbow',
  'rightWrist',
  'leftHip',
  'leftKnee',
  'leftAnkle',
  'rightHip',
  'rightKnee',
  'rightAnkle',
] as const
export type JointName = (typeof jointNames)[number]

/** Where each joint is, picture pixels, in the order of `jointNames`. */
export type Joints = readonly Point[]

const joint = (name: JointName) => jointNames.indexOf(name)

/** A bone turns about its first joint, with what hangs on `on`; each comes after the one that it hangs on. */
export interface Bone {
  name: 'torso' | 'head' | `${'left' | 'right'}${'UpperArm' | 'Forearm' | 'Thigh' | 'Shin'}`
  from: number
  to: number
  /** Index of the bone that carries it; -1: the pelvis, which only moves. */
  on: number
}

const side = (name: 'left' | 'right', first: number): Bone[] => [
  { name: `${name}UpperArm`, from: joint(`${name}Shoulder`), to: joint(`${name}Elbow`), on: 0 },
  { name: `${name}Forearm`, from: joint(`${name}Elbow`), to: joint(`${name}Wrist`), on: first },
  { name: `${name}Thigh`, from: joint(`${name}Hip`), to: joint(`${name}Knee`), on: -1 },
  { name: `${name}Shin`, from: joint(`${name}Knee`), to: joint(`${name}Ankle`), on: first + 2 },
]

export const bones: readonly Bone[] = [
  { name: 'torso', from: joint('pelvis'), to: joint('neck'), on: -1 },
  { name: 'head', from: joint('neck'), to: joint('head'), on: 0 },
  ...side('left', 2),
  ...side('right', 6),
]

/** Which bone carries each joint; -1: the pelvis. */
export const carrierOf: readonly number[] = jointNames.map((name, index) => {
  if (/Shoulder$/.test(name)) return 0
  return bones.findIndex(({ to }) => to === index)
})

/** Against the still: the pelvis moved (picture pixels), and each bone turned against what carries it (radians, clockwise). */
export interface BodyPose {
  x: number
  y: number
  turns: readonly number[]
}

export const restPose: BodyPose = { x: 0, y: 0, turns: bones.map(() => 0) }

/** Each bone's turn against the still, radians. */
export function turnsOf(pose: BodyPose): number[] {
  const out: number[] = []
  bones.forEach(({ on }, k) => {
    out.push((on < 0 ? 0 : (out[on] as number)) + (pose.turns[k] ?? 0))
  })
  return out
}

/** Where the joints of a body are in a pose: every limb keeps its length. */
export function posedJoints(rest: Joints, pose: BodyPose): Point[] {
  const turns = turnsOf(pose)
  const out: Point[] = []
  const placed = new Set<number>()
  const place = (index: number): Point => {
    const known = out[index]
    if (placed.has(index) && known) return known
    placed.add(index)
    const at = rest[index] as Point
    const carrier = carrierOf[index] as number
    const bone = bones[carrier]
    let now = { x: at.x + pose.x, y: at.y + pose.y }
    if (bone) {
      const about = rest[bone.from] as Point
      const base = place(bone.from)
      const [cos, sin] = [Math.cos(turns[carrier] as number), Math.sin(turns[carrier] as number)]
      const [dx, dy] = [at.x - about.x, at.y - about.y]
      now = { x: base.x + dx * cos - dy * sin, y: base.y + dx * sin + dy * cos }
    }
    out[index] = now
    return now
  }
  jointNames.forEach((_, index) => {
    place(index)
  })
  return out
}

/** An angle as the nearest of its kind to 0, -pi..pi. */
export function wrapped(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
}

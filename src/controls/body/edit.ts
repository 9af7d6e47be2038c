import { reached } from '../../core/body/reach'
import { bones, type Joints, jointNames, posedJoints, restPose } from '../../core/body/skeleton'
import type { Point, Size } from '../../core/geometry'
import type { Grip } from '../gesture'
import type { BodyState, TimedPose } from './state'

/** The joints that the hand sees and moves: of the pose that is edited, or as they lie in the still. */
export function shownJoints(state: BodyState): Joints {
  if (!state.joints) return []
  const pose = state.poses[state.edited]
  return pose ? posedJoints(state.joints, pose) : state.joints
}

export function bodyGrip(state: BodyState, at: Point, slop: number): Grip | null {
  const joints = shownJoints(state)
  let [nearest, least] = [-1, slop]
  joints.forEach(({ x, y }, index) => {
    const away = Math.hypot(at.x - x, at.y - y)
    if (away <= least) [nearest, least] = [index, away]
  })
  if (nearest >= 0) return { part: 'point', index: nearest }
  const onBone = bones.some(({ from, to }) => {
    const [a, b] = [joints[from], joints[to]]
    return a && b && fromSegment(a, b, at) <= slop
  })
  return onBone ? { part: 'body', index: 0 } : null
}

/** Whether a place lies among the joints of a body. */
export function standsAt(state: BodyState, at: Point): boolean {
  const joints = shownJoints(state)
  const within = (axis: 'x' | 'y') => {
    const all = joints.map((joint) => joint[axis])
    return Math.min(...all) <= at[axis] && at[axis] <= Math.max(...all)
  }
  return within('x') && within('y')
}

/** A joint dragged: the limb follows, of its own length; in the still the joint itself is put elsewhere. */
export function bodyMoved(state: BodyState, grip: Grip | null, by: Point): BodyState {
  const { joints, edited } = state
  if (!joints) return state
  const pose = state.poses[edited]
  const index = grip?.part === 'point' ? grip.index : null
  if (!pose) {
    const moved = joints.map((at, k) => (index === null || k === index ? { x: at.x + by.x, y: at.y + by.y } : at))
    return { ...state, joints: moved }
  }
  const at = posedJoints(joints, pose)[index ?? 0] as Point
  const next = reached(joints, pose, index ?? 0, { x: at.x + by.x, y: at.y + by.y })
  return {
    ...state,
    poses: state.poses.map((item, k) => (k === edited ? { ...next, time: pose.time, turns: [...next.turns] } : item)),
  }
}

/** One pose more at a time, as the last one before it, which the hand then moves. */
export function withPose(state: BodyState, time: number): BodyState {
  const before = state.poses.toSorted((a, b) => a.time - b.time).findLast((pose) => pose.time <= time) ?? restPose
  const pose: TimedPose = { x: before.x, y: before.y, turns: [...before.turns], time }
  const poses = [...state.poses.filter((other) => other.time !== time), pose].sort((a, b) => a.time - b.time)
  return { ...state, poses, edited: poses.indexOf(pose) }
}

export function withoutPose(state: BodyState, index: number): BodyState {
  const poses = state.poses.filter((_, k) => k !== index)
  return { ...state, poses, edited: Math.min(state.edited, poses.length - 1) }
}

/** Upright, arms down: parts of a body's height from its head's middle, for a person who places it by hand. */
const upright: Record<(typeof jointNames)[number], [number, number]> = {
  pelvis: [0, 0.46],
  neck: [0, 0.13],
  head: [0, 0],
  leftShoulder: [0.11, 0.13],
  leftElbow: [0.14, 0.3],
  leftWrist: [0.15, 0.45],
  rightShoulder: [-0.11, 0.13],
  rightElbow: [-0.14, 0.3],
  rightWrist: [-0.15, 0.45],
  leftHip: [0.06, 0.46],
  leftKnee: [0.07, 0.68],
  leftAnkle: [0.07, 0.9],
  rightHip: [-0.06, 0.46],
  rightKnee: [-0.07, 0.68],
  rightAnkle: [-0.07, 0.9],
}

/** A body where none is found, with its head at a place; its joints are then put where they belong. */
export function placedBody(at: Point, picture: Size): Point[] {
  const height = 0.8 * picture.height
  return jointNames.map((name) => ({ x: at.x + height * upright[name][0], y: at.y + height * upright[name][1] }))
}

function fromSegment(a: Point, b: Point, at: Point): number {
  const [ex, ey] = [b.x - a.x, b.y - a.y]
  const square = ex * ex + ey * ey || 1
  const along = Math.min(1, Math.max(0, ((at.x - a.x) * ex + (at.y - a.y) * ey) / square))
  return Math.hypot(at.x - a.x - along * ex, at.y - a.y - along * ey)
}

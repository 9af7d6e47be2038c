import type { Point } from '../geometry'
import { type BodyPose, bones, type Joints, turnsOf, wrapped } from './skeleton'

/** Below this visibility (0..1) a joint that was found is a guess. */
const seen = 0.5

/** Joints of 33 pose landmarks, [33, 4] (x, y, z, visibility), in the same units; and how sure each is, 0..1. */
export function jointsOf(landmarks: ArrayLike<number>): { joints: Point[]; sure: number[] } {
  const at = (i: number) => ({ x: landmarks[4 * i] as number, y: landmarks[4 * i + 1] as number })
  const sureOf = (...of: number[]) => Math.min(...of.map((i) => landmarks[4 * i + 3] as number))
  const mean = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const single = [11, 13, 15, 12, 14, 16, 23, 25, 27, 24, 26, 28]
  return {
    joints: [mean(at(23), at(24)), mean(at(11), at(12)), at(0), ...single.map(at)],
    sure: [sureOf(23, 24), sureOf(11, 12), sureOf(0), ...single.map((i) => sureOf(i))],
  }
}

/**
 * What a body does against its own neutral: turns of its bones, and the pelvis' way in the length of its torso.
 * What is not seen does what it did before.
 */
export function measureBody(
  neutral: Joints,
  joints: Joints,
  sure: readonly number[],
  before: BodyPose,
): BodyPose & { turns: number[] } {
  const world = bones.map(({ from, to }, k) => {
    if (Math.min(sure[from] as number, sure[to] as number) < seen) return turnsOf(before)[k] as number
    return wrapped(direction(joints, from, to) - direction(neutral, from, to))
  })
  const unit = length(neutral, 0, 1) || 1
  // Of a half body the shoulders say where it is.
  const anchor = (sure[0] as number) >= seen ? 0 : 1
  const known = (sure[anchor] as number) >= seen
  const [from, to] = [neutral[anchor] as Point, joints[anchor] as Point]
  return {
    x: known ? (to.x - from.x) / unit : before.x,
    y: known ? (to.y - from.y) / unit : before.y,
    turns: bones.map(({ on }, k) => wrapped((world[k] as number) - (on < 0 ? 0 : (world[on] as number)))),
  }
}

function direction(joints: Joints, from: number, to: number): number {
  const [a, b] = [joints[from] as Point, joints[to] as Point]
  return Math.atan2(b.y - a.y, b.x - a.x)
}

/** Length of a torso: by it a driver's ways become another body's. */
export function length(joints: Joints, from: number, to: number): number {
  const [a, b] = [joints[from] as Point, joints[to] as Point]
  return Math.hypot(b.x - a.x, b.y - a.y)
}

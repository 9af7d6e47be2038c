import type { Point } from '../geometry'
import { type BodyPose, bones, carrierOf, type Joints, jointNames, posedJoints, turnsOf, wrapped } from './skeleton'

/**
 * The pose in which a joint is where a hand has dragged it, as near as limbs of their own length allow: a wrist
 * or an ankle takes both bones of its limb along (two-bone inverse kinematics), any other joint the bone that
 * carries it, the pelvis and the hips all of it.
 */
export function reached(rest: Joints, pose: BodyPose, index: number, target: Point): BodyPose {
  const now = posedJoints(rest, pose)
  const at = now[index] as Point
  const carrier = carrierOf[index] as number
  const bone = bones[carrier]
  if (!bone) return { ...pose, x: pose.x + target.x - at.x, y: pose.y + target.y - at.y }
  const name = jointNames[index] as string
  const about = now[bone.from] as Point
  if (!/Wrist$|Ankle$/.test(name)) return turned(pose, carrier, wrapped(angle(about, target) - angle(about, at)))
  const upper = bones[bone.on] as (typeof bones)[number]
  const root = now[upper.from] as Point
  const [a, b] = [distance(root, about), distance(about, at)]
  const far = Math.min(a + b - 1e-3, Math.max(Math.abs(a - b) + 1e-3, distance(root, target)))
  // The limb goes on bending the way it bends.
  const bend = Math.sign(wrapped(angle(about, at) - angle(root, about))) || 1
  const inner = Math.acos(clamp((a * a + far * far - b * b) / (2 * a * far)))
  const first = angle(root, target) - bend * inner
  const elbow = { x: root.x + a * Math.cos(first), y: root.y + a * Math.sin(first) }
  const aim = angle(root, target)
  const end = { x: root.x + far * Math.cos(aim), y: root.y + far * Math.sin(aim) }
  const turnedUpper = turned(pose, bone.on, wrapped(first - angle(root, about)))
  const world = turnsOf(turnedUpper)
  const from = rest[bone.from] as Point
  const to = rest[bone.to] as Point
  const wanted = wrapped(angle(elbow, end) - angle(from, to))
  return turned(turnedUpper, carrier, wrapped(wanted - (world[carrier] as number)))
}

function turned(pose: BodyPose, bone: number, by: number): BodyPose {
  return { ...pose, turns: pose.turns.map((turn, k) => (k === bone ? turn + by : turn)) }
}

function angle(from: Point, to: Point): number {
  return Math.atan2(to.y - from.y, to.x - from.x)
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function clamp(value: number): number {
  return Math.min(1, Math.max(-1, value))
}

import type { Point } from './geometry'
import type { Plane } from './image'

/** How a part lies at a time, against how it lies in the still: scaled, then turned about `about`, then moved. */
export interface Pose {
  time: number
  /** Radians, clockwise on the screen. */
  angle: number
  scaleX: number
  scaleY: number
  /** Picture pixels. */
  x: number
  y: number
}

/** A piece of a thing that moves as one: limbs, wheels, links of a chain that bends. */
export interface Part {
  /** How much each place takes of its motion, 0..1, over the whole picture at any size; parts add up to 1 at most. */
  weight: Plane
  /** Picture pixels. */
  about: Point
  /** In order of time, dense enough to be joined by straight lines; at rest they say angle 0, scales 1, way 0. */
  poses: Pose[]
}

/** The pose at a time, each number between its neighbours'; clamped at both ends. */
export function poseAt(part: Part, time: number): Pose {
  const { poses } = part
  const after = poses.findIndex((pose) => pose.time > time)
  const b = poses[after < 0 ? poses.length - 1 : after]
  if (!b) return { time, angle: 0, scaleX: 1, scaleY: 1, x: 0, y: 0 }
  const a = poses[after < 0 ? poses.length - 1 : Math.max(0, after - 1)] as Pose
  const share = b.time > a.time ? Math.min(1, Math.max(0, (time - a.time) / (b.time - a.time))) : 0
  const mix = (from: number, to: number) => from + (to - from) * share
  return {
    time,
    angle: mix(a.angle, b.angle),
    scaleX: mix(a.scaleX, b.scaleX),
    scaleY: mix(a.scaleY, b.scaleY),
    x: mix(a.x, b.x),
    y: mix(a.y, b.y),
  }
}

/** Displacement (picture pixels) of a place that moves with a pose about a point and nothing else. */
export function posed(pose: Pose, about: Point, x: number, y: number): Point {
  const [cos, sin] = [Math.cos(pose.angle), Math.sin(pose.angle)]
  const [dx, dy] = [x - about.x, y - about.y]
  const [sx, sy] = [dx * pose.scaleX, dy * pose.scaleY]
  return { x: sx * cos - sy * sin - dx + pose.x, y: sx * sin + sy * cos - dy + pose.y }
}

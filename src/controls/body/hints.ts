import { length } from '../../core/body/measure'
import { type BodyPose, bones, type Joints, posedJoints, restPose, turnsOf } from '../../core/body/skeleton'
import type { Point, Size } from '../../core/geometry'
import type { ClipTime, Hint } from '../../core/hint'
import type { Part, Pose } from '../../core/part'
import { layersOf } from './layers'
import type { BodyState, TimedPose } from './state'
import { takePose } from './take'

/** Times a second at which a body that moves is told. */
const rate = 30

/**
 * The body as things of their own, back to front: arms that lie behind, the body with head and legs, the other arms.
 * Their parts are its bones: each place goes with them as it lies to them.
 */
export function bodyHints(control: string, state: BodyState, clip: ClipTime, picture: Size): Hint[] {
  const { joints } = state
  if (!joints) return []
  const count = Math.max(2, Math.ceil(clip.span * rate) + 1)
  const times = Array.from({ length: count }, (_, i) => (i * clip.span) / (count - 1))
  const poses = times.map((time) => poseAt(state, joints, time))
  const places = poses.map((pose) => posedJoints(joints, pose))
  const turns = poses.map(turnsOf)
  return layersOf(joints, state.figure, picture, state.behind).map(({ selection, limbs }) => ({
    kind: 'region',
    control,
    selection,
    feather: 0,
    parts: limbs.map(({ bone, weight }): Part => {
      const joint = bones[bone]?.from ?? 0
      const about = joints[joint] as Point
      return {
        weight,
        about,
        poses: times.map((time, i): Pose => {
          const now = places[i]?.[joint] as Point
          return { time, angle: turns[i]?.[bone] ?? 0, scaleX: 1, scaleY: 1, x: now.x - about.x, y: now.y - about.y }
        }),
      }
    }),
    depth: null,
  }))
}

/** What the body does at a time: what drives it, by its gain, and on top the poses it has been given. */
export function poseAt(state: BodyState, joints: Joints, time: number): BodyPose {
  const posed = keyed(state.poses, time)
  if (!state.take) return posed
  const driven = takePose(state.take, time)
  const unit = state.gain * length(joints, 0, 1)
  return {
    x: posed.x + unit * driven.x,
    y: posed.y + unit * driven.y,
    turns: posed.turns.map((turn, k) => turn + state.gain * (driven.turns[k] as number)),
  }
}

function keyed(poses: readonly TimedPose[], time: number): BodyPose {
  const keys = poses.toSorted((a, b) => a.time - b.time)
  if (keys.length === 0) return restPose
  const after = keys.findIndex((key) => key.time > time)
  if (after < 0) return keys.at(-1) as BodyPose
  const b = keys[after] as TimedPose
  const a: TimedPose = keys[after - 1] ?? { time: 0, ...restPose, turns: [...restPose.turns] }
  const share = b.time > a.time ? Math.min(1, Math.max(0, (time - a.time) / (b.time - a.time))) : 1
  const eased = share * share * (3 - 2 * share)
  const mix = (from: number, to: number) => from + (to - from) * eased
  return { x: mix(a.x, b.x), y: mix(a.y, b.y), turns: a.turns.map((turn, k) => mix(turn, b.turns[k] as number)) }
}

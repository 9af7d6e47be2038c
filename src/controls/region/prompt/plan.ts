import { type FaceMotion, isFaceMotion, type MotionName } from './motions/names'
import type { Easing, MotionFields, PartName, Rhythm } from './state'
import { parsePrompt, type Saying } from './words/parse'

/** What a region does, with every choice made: by its fields, else by its words, else as usual (null: by its shape). */
export interface Plan {
  motion: MotionName
  part: PartName | null
  /** Radians, clockwise on the screen from "to the right"; null: the motion's own. */
  direction: number | null
  amount: number
  speed: number
  phase: number
  delay: number
  times: number
  easing: Easing
  rhythm: Rhythm
  /** Picture pixels at a long side of 512; null: as much as `amount` makes. */
  magnitude: number | null
}

const limited = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

/** What the region is to do; null: its words say no motion. */
export function planOf(state: MotionFields, said: Saying = parsePrompt(state.prompt ?? '')): Plan | null {
  if (said.motion === null) return null
  return {
    motion: said.motion,
    part: state.part ?? said.part,
    direction: state.direction ?? said.direction,
    amount: state.strength ?? limited(said.amount, 0, 4),
    speed: state.speed ?? limited(said.speed, 0.1, 8),
    phase: state.phase ?? 0,
    delay: state.delay ?? 0,
    times: state.times ?? said.times ?? 0,
    easing: state.easing ?? said.easing ?? 'smooth',
    rhythm: state.rhythm ?? said.rhythm ?? 'steady',
    magnitude: state.magnitude ?? null,
  }
}

/** What a region's words ask of a face; null: nothing. A face control drives it, where there is one. */
export function faceMotionOf(state: MotionFields): FaceMotion | null {
  const motion = planOf(state)?.motion
  return motion && isFaceMotion(motion) ? motion : null
}

import type { Link } from '../rig/rig'
import type { Target } from '../rig/target'
import type { Pace } from '../rig/timing'
import type { Shape } from '../shape/shape'
import type { PartName } from '../state'

/** What a motion is made of: whose, what of it, how strongly and which way. */
export interface Cast {
  shape: Shape
  /** What was asked for, or what the motion moves by itself. */
  targets: Target[]
  part: PartName
  pace: Pace
  /** Factor on what is usual. */
  amount: number
  /** Radians on the screen, 0 to the right; null: the motion's own. */
  direction: number | null
  /** Another part of the same thing. */
  find(part: PartName): Target[]
}

/** One thing that a region can be told to do. */
export interface Motion {
  /** Seconds of a cycle at speed 1; of a single move, what it takes. */
  cycle: number
  /** Which part it moves when none is named; the first that the shape has. */
  parts: readonly PartName[]
  /** Largest sensible factor on its usual amount. */
  most: number
  /** What holds it while it moves as a whole: its foot or what it hangs on, its top, its pole, its thin end, its middle. */
  held: 'hold' | 'top' | 'pole' | 'axis' | 'middle' | 'foot'
  /** Whether a direction means something to it: any, or only a side. */
  aim: 'any' | 'side' | 'none'
  /** Where it goes when nothing is said, radians clockwise from "to the right"; 0 when left out. */
  usual?: number
  build(cast: Cast): Link[]
}

/** 1 where a direction leads to the right (or nowhere), -1 to the left. */
export function sideways(direction: number | null): 1 | -1 {
  return direction !== null && Math.cos(direction) < -1e-6 ? -1 : 1
}

const degree = Math.PI / 180

/** Degrees as radians. */
export const degrees = (value: number) => value * degree

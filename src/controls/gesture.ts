import type { Point } from '../core/geometry'

/** Where a pointer is, in picture pixels. */
export interface PointerPlace extends Point {
  /** Places closer than this are one to the hand: larger for a finger than for a mouse, smaller when zoomed in. */
  slop: number
  /** Keys that are held down with it. */
  shift?: boolean
  alt?: boolean
}

/** What reaches a tool that draws. `confirm` is Enter, `escape` Escape, `back` Backspace. */
export type GestureEvent =
  | ({ type: 'down' | 'move' | 'up' } & PointerPlace)
  | { type: 'confirm' }
  | { type: 'escape' }
  | { type: 'back' }

/** What a tool answers: where it stands now, what it would make, and whether the gesture is over. */
export interface Plan<State, Draft> {
  state: State
  /** What would come of it if it ended now; null: nothing. */
  draft: Draft | null
  end: 'commit' | 'abandon' | null
}

/** What of a control is held: one of its points, its line between two points, or the whole of it. */
export interface Grip {
  part: 'point' | 'path' | 'body'
  /** Of the point, or of the point before the place on the path; 0 for a body. */
  index: number
}

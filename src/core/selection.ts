import type { Point } from './geometry'
import type { Mask } from './image'

/** A place that was clicked: it belongs to the thing (`keep`) or it does not. Picture pixels. */
export interface SelectionClick extends Point {
  keep: boolean
}

/** Something drawn by hand and roughly: over the thing, around it, or over what is not the thing. */
export interface Sketch {
  way: 'over' | 'around' | 'off'
  mask: Mask
}

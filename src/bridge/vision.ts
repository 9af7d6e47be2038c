import type { Size } from '../core/geometry'
import type { Mask, Plane } from '../core/image'
import type { Influence } from '../core/influence'
import type { SelectionClick, Sketch } from '../core/selection'

/** What a person has said of a thing so far. */
export interface SelectionAsk {
  /** The last one is new. */
  clicks: SelectionClick[]
  sketch?: Sketch
  /** What was selected before the last click or the sketch. */
  previous?: Mask
  /** What a network says of the clicks, one map each; without it the picture alone decides. */
  belongs?: Influence
  /** Of what a first click alone may mean: 0 the likeliest, and on; counted anew past the last. */
  guess?: number
  /** What a network takes all clicks together for, 0..1: then `belongs` is not asked. */
  thing?: Plane
}

/** What the page may ask of the worker that finds things in the picture. */
export interface SegmentApi {
  /** Loads what it works with; `select` would do so too. */
  start(): Promise<void>
  /** The still, as an oriented bitmap of bounded size, and the size whose pixels places are given in. */
  setPicture(still: ImageBitmap, picture: Size): Promise<void>
  /** The thing, softly along its border, at most 1024 pixels along its long side. */
  select(ask: SelectionAsk): Promise<Mask>
}

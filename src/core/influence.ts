/** A hint as the motion graph sees it: a place in 0..1 of width and height, and whether it moves. */
export interface HintPlace {
  x: number
  y: number
  moving: boolean
}

/**
 * What moves with each hint: maps [count, height, width] in 0..1, the i-th for the i-th place.
 * Over all places they add up to at most 1; what is missing belongs to nothing that moves.
 */
export interface Influence {
  width: number
  height: number
  count: number
  maps: Float32Array<ArrayBuffer>
  /** `learned`: the pack's motion graph; `plain`: the method without a network. */
  method: 'learned' | 'plain'
}

import type { FluidHint } from '../../core/hint'
import type { Picture, Plane } from '../../core/image'
import type { Lattice, Velocity } from './lattice'
import type { Streams } from './streams'

/** An area that flows: where, how fast, and all that its moments have in common. */
export interface FluidLayer {
  hint: FluidHint
  /** The picture it was made of, and the factor of its speed. */
  still: Picture
  scale: number
  /** Found in haste, while an arrow is dragged. */
  rough: boolean
  /** Layers of the field that lie behind it; the others cover it. */
  behind: number
  lattice: Lattice
  velocity: Velocity
  /** Opacity on the field's grid, 0..1: 0 outside the selection, rising inwards from its border. */
  alpha: Plane
  /** Points of the lattice that its cells need, and its cells (index of their upper left point). */
  points: Uint32Array<ArrayBuffer>
  cells: Uint32Array<ArrayBuffer>
  motion: Flowing | Swaying
}

/** Endless: at any time two moments of the flow are seen, one that leaves the still and one that arrives at it. */
export interface Flowing {
  manner: 'flow'
  /** Where what is seen has been, and where it will be. */
  back: Streams
  forth: Streams
  /** When the second moment takes over from the first, and half of how long that takes: shares of the period. */
  turn: Float32Array
  haste: Float32Array
  /** The still's colours around each point, red, green and blue, 0..255. */
  means: readonly [Float32Array, Float32Array, Float32Array]
  /** How alike what a point shows is to what comes by a period later, -1..1 (correlation). */
  alike: Float32Array
}

/** To and fro about where it is. */
export interface Swaying {
  manner: 'sway'
  /** How far each point gives way, 0 along the border, 1 inside. */
  give: Float32Array
  /** By how much each point is behind the arrows, radians. */
  lag: Float32Array
}

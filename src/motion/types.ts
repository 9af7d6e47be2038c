import type { Size } from '../core/geometry'
import type { FreezeHint, StillHint, TrackHint } from '../core/hint'
import type { Picture, Plane } from '../core/image'

/**
 * A thing that moves: its soft alpha, its own colours, and how much it moves with each of its tracks.
 * All planes lie on the field's grid.
 */
export interface Layer {
  /** Controls whose tracks move it. */
  controls: string[]
  tracks: TrackHint[]
  stills: StillHint[]
  /** Opacity on the still's grid, 0..1; soft along the border. */
  alpha: Plane
  /** How much it gives way to motion, 0..1, continued smoothly past its border. */
  weight: Plane
  /** Share of each track in the motion, [tracks, height, width], summing to 1 over the tracks. */
  shares: Float32Array<ArrayBuffer>
}

/** What moves, and how, over a picture: ordered layers over a filled plate. */
export interface MotionField {
  /** The grid of every plane. */
  grid: Size
  /** The picture whose pixels hints and displacements are measured in. */
  picture: Size
  /** From back to front. */
  layers: Layer[]
  /** 1 where the result is the source whatever else is asked; null: nowhere. */
  freeze: Plane | null
  freezes: FreezeHint[]
  /** Part of each pixel that is lifted by some layer, 0..1: where the plate had to be filled. */
  lifted: Plane
}

/** Where each pixel of a frame comes from. */
export interface BackwardMap extends Size {
  /** Index of the layer that is seen in front, or -1 for the plate. */
  layer: Int16Array<ArrayBuffer>
  /** Place on the still that is read, in picture pixels, x and y interleaved. */
  source: Float32Array<ArrayBuffer>
  /** 1 where no source pixel is seen (the filled plate shows), 0..1. */
  hole: Float32Array<ArrayBuffer>
}

/** The pixels that a frame is made of, at the frame's own size or larger. */
export interface Pixels {
  still: Picture
  /** The still with everything lifted taken away and filled; null while it is being made. */
  plate: Picture | null
}

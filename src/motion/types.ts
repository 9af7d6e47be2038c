import type { Size } from '../core/geometry'
import type { FaceHint, FreezeHint, RegionHint, StillHint, TrackHint } from '../core/hint'
import type { Mask, Picture, Plane } from '../core/image'
import type { Rig } from './camera/types'
import type { FluidLayer } from './fluid/types'
import type { LayerMesh } from './layer-mesh'

/**
 * How opaque a layer is at any resolution (guided filter, He et al. 2010; its coefficients evaluated on
 * a finer picture, He and Sun 2015): inside the band alpha = gain * (r*R + g*G + b*B + offset - 0.5) + 0.5
 * with colours in 0..1, outside of it what `sure` says.
 */
export interface Matte {
  r: Plane
  g: Plane
  b: Plane
  offset: Plane
  /** 0 (outside for sure) .. 1 (inside for sure); in between lies the band. */
  sure: Plane
  /** What was given, and where it is so thin that it is taken as it is, 0..1 each; null: nowhere. */
  given: { member: Plane; thin: Plane } | null
  /** Width over which the border fades inwards, as a share of the long side; below 0: how much harder it is. */
  feather: number
}

/** What of a layer the still does not show, because others lie in front of it. */
export interface Hidden {
  /** How much of it they cover, 0..1, on the grid. */
  cover: Plane
  /** How much of the layer goes on behind them, 0..1, on the grid; 1 where nothing is hidden. */
  goesOn: Plane
  /** The layer's own colours, carried on behind them; small. */
  behind: Picture
  /** Opacity of the layer together with what lies in front of it, on the grid. */
  whole: Plane
}

/** A thing that moves: its soft alpha, its own colours, and how much it moves with each of its tracks. */
export interface Layer {
  /** Controls whose tracks move it. */
  controls: string[]
  tracks: TrackHint[]
  /** Points of it that are held. */
  stills: StillHint[]
  /** What it was cut out by, with the parts that move it; null: by the influence of its tracks. */
  region: RegionHint | null
  /** The area outside of which it is nowhere and moves nothing. */
  limit: Mask | null
  /** Opacity on the field's grid, 0..1; soft along the border. */
  alpha: Plane
  matte: Matte
  /** How much it gives way to motion, 0..1, on the grid, continued smoothly past its border. */
  weight: Plane
  /** How far each place of it can be moved by what there is to move it, 0..1, on the grid. */
  gives: Plane
  /** The thing's own colours, carried outwards past its border, and those around it, carried inwards; on the grid. */
  inside: Picture
  outside: Picture
  hidden: Hidden | null
  mesh: LayerMesh
  /** 0 (far) .. 1 (near), for a camera: as asked for, else above 0.5 (the ground) up to 1 by their order. */
  depth: number
}

/** A head with its hair, neck and shoulders, cut out of its background. */
export interface Head extends Pick<Layer, 'alpha' | 'matte' | 'inside' | 'outside'> {
  /** What of the face's figure is its own. */
  figure: Mask
  /** Part of each pixel that it takes away, 0..1, on the grid. */
  lifted: Plane
  /** How far it goes on above the picture, where that cuts it off, picture pixels. */
  crown: number
  /** The field's plate shows what is behind it; otherwise, where other layers lie over it, it has one of its own. */
  shared: boolean
}

/** What moves, and how, over a picture: ordered layers over a filled plate. */
export interface MotionField {
  /** The grid of every plane. */
  grid: Size
  /** The picture whose pixels hints and displacements are measured in. */
  picture: Size
  /** How far everything moves, 0 (still) to 1. */
  controlScale: number
  /** From back to front. */
  layers: Layer[]
  /** What flows in place, from back to front, each behind some of the layers. */
  fluids: FluidLayer[]
  /** 1 where the result is the source whatever else is asked; null: nowhere. */
  freeze: Plane | null
  freezes: FreezeHint[]
  /** Part of each pixel that is lifted by some layer, 0..1: where the plate had to be filled. */
  lifted: Plane
  /** Faces that do something, each drawn over the still before anything else. */
  faces: FaceHint[]
  /** Of each face, its head; null: it moves within the picture as it is. */
  heads: (Head | null)[]
  /** The picture on the grid. */
  still: Picture
  /** The cameras that look at all of it; null: none does. */
  rig: Rig | null
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

/** The pixels that a frame is made of, best at the frame's own size or larger. */
export interface Pixels {
  still: Picture
  /** The still with everything lifted taken away and filled; null while it is being made. */
  plate: Picture | null
}

import type { ImprintCourse, ImprintMoment } from './face/imprint/imprint'
import type { Point } from './geometry'
import type { Mask } from './image'
import type { Part } from './part'

/** A sampled moment of a track: where the point is (picture pixels) at `time` (seconds). */
export interface TrackKnot extends Point {
  time: number
}

/**
 * A point of the picture and where it goes: knots in order of time, dense enough to be joined by
 * straight lines. Before the first knot and after the last it rests. `knots[0]` is where it sits in the still.
 */
export interface TrackHint {
  kind: 'track'
  /** The control that asked for it. */
  control: string
  knots: TrackKnot[]
  /** Id of the control whose selection it moves; without one it moves what lies where it begins. */
  region?: string
}

/** A point that stays where it is. */
export interface StillHint extends Point {
  kind: 'still'
  control: string
}

/** An area in which the result is the source, whatever else is asked. */
export interface FreezeHint {
  kind: 'freeze'
  control: string
  mask: Mask
}

/** An area outside of which the tracks that begin in it move nothing. */
export interface LimitHint {
  kind: 'limit'
  control: string
  selection: Mask
}

/** A thing with a known selection, which is a layer of its own, and how its parts move. Tracks that begin in it move it too. */
export interface RegionHint {
  kind: 'region'
  control: string
  selection: Mask
  /** Softens (positive) or hardens the border, picture pixels; 0: as the matte finds it. */
  feather: number
  parts: Part[]
  /** 0 (far) .. 1 (near), for a camera; null: by the order of layers. */
  depth: number | null
}

/** A velocity (picture pixels a second) that is asked for at a place (picture pixels). */
export interface FlowArrow extends Point {
  dx: number
  dy: number
}

/**
 * A flow within an area: the velocity that the arrows say, smooth between them, along the area's
 * border. What is seen repeats after `period` seconds without a pulse; at time 0 it is the still.
 */
export interface FluidHint {
  kind: 'fluid'
  control: string
  selection: Mask
  arrows: FlowArrow[]
  period: number
  /** Endless, or to and fro about where it is, beginning with the arrows' velocity. */
  manner: 'flow' | 'sway'
  /** Share of the speed that meanders, 0..1; where arrows stand the flow is theirs all the same. */
  turbulence: number
  /** Width of the soft border, picture pixels. */
  softness: number
  /** Whether it goes around what stands in the area (a rock in a river) or on behind it (branches before the sky). */
  passes: 'around' | 'behind'
  /** How much faster it is at its top than at its foot, 0..1; likewise. */
  lift: number
}

/** Where the camera is at a time: as of a picture that is moved, not of the eye. All 0 (zoom 1) is the picture itself. */
export interface CameraPose {
  time: number
  /** Displacement of what lies at depth 0.5, picture pixels. */
  x: number
  y: number
  /** Factor about the picture's centre. */
  zoom: number
  /** Radians, clockwise on the screen. */
  roll: number
  /** Displacement per unit of depth from 0.5 on, picture pixels: what is near moves further. */
  parallaxX: number
  parallaxY: number
  /** Added to the zoom per unit of depth from 0.5 on: what is near grows faster. */
  dolly: number
}

/** How the whole picture is looked at over time. Of several, each acts on what the former one shows. */
export interface CameraHint {
  kind: 'camera'
  control: string
  /** In order of time, dense enough to be joined by straight lines. */
  poses: CameraPose[]
  /** 0 (far) .. 255 (near); null: guessed from the picture. */
  depth: Mask | null
  /** What shows where the picture ends: zoomed in just so far that nothing does, or its own content continued. */
  edges: 'cover' | 'extend'
}

/** A face of the picture, and what it does over time: see `channelNames` in core/face. */
export interface FaceHint {
  kind: 'face'
  control: string
  /** As it lies in the still, [478, 3]: picture pixels, z like x and away from the viewer. */
  landmarks: Float32Array<ArrayBuffer>
  /** The people of the picture, by which its head is cut out of the background; null: it is not. */
  figure: Mask | null
  /** Seconds, ascending, dense enough to be joined by straight lines. */
  times: Float32Array<ArrayBuffer>
  /** What each channel says at each time, [times, channels]. */
  values: Float32Array<ArrayBuffer>
  /** What the pixels of who drives it showed, over time or now; null: nothing is known of them. */
  imprint: ImprintCourse | ImprintMoment | null
}

/** What a control asks of the motion field: pure data over time, in picture pixels and seconds. */
export type Hint = TrackHint | StillHint | FreezeHint | LimitHint | RegionHint | FluidHint | CameraHint | FaceHint

/** The clip that hints are made for. */
export interface ClipTime {
  /** Seconds from the first frame's moment to the last one's. */
  span: number
  /** Seconds after which the clip begins anew and must look as it began; null: it does not. */
  period: number | null
  /** Seconds of motion from a frame to the next, on average; a 24th without. */
  step?: number
}

/** Where a track is at a time, by linear interpolation of its knots; clamped at both ends. */
export function trackAt(track: TrackHint, time: number): Point {
  const knots = track.knots
  let high = knots.length - 1
  const last = knots[high]
  const first = knots[0]
  if (!first || !last) return { x: 0, y: 0 }
  if (time <= first.time) return { x: first.x, y: first.y }
  if (time >= last.time) return { x: last.x, y: last.y }
  let low = 0
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((knots[middle] as TrackKnot).time <= time) low = middle
    else high = middle
  }
  const a = knots[low] as TrackKnot
  const b = knots[high] as TrackKnot
  const share = b.time > a.time ? (time - a.time) / (b.time - a.time) : 1
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}

import type { CameraTool } from '../../../../controls/camera/tool'
import type { FluidTool } from '../../../../controls/fluid/tool'
import type { Grip } from '../../../../controls/gesture'
import type { PaintTool } from '../../../../controls/painting'
import type { PinTool } from '../../../../controls/pin/tool'
import type { RegionTool } from '../../../../controls/region/tool'
import type { ControlInput } from '../../../../controls/registry'
import type { TrajectoryTool } from '../../../../controls/trajectory/tool'
import type { Point } from '../../../../core/geometry'
import type { Mask } from '../../../../core/image'
import type { Control } from '../../../../project/project'
import type { RegionAsk, ShownSketch } from '../../../state'
import type { Scene } from './scene'

/** Where the hand on the stage stands, between one event and the next. */
export type Session =
  | { name: 'idle' }
  | { name: 'trajectory'; state: TrajectoryTool; made: Control | null }
  | { name: 'pin'; state: PinTool; made: Control | null }
  | { name: 'painting'; kind: PaintedKind; state: PaintTool; target: Control | null; made: Control | null }
  | { name: 'fluid'; state: FluidTool; target: Control | null; made: Control | null }
  | { name: 'camera'; state: CameraTool; target: Control | null; made: Control | null }
  | { name: 'region'; state: RegionTool }
  | { name: 'depth'; target: CameraControl; depth: Mask; last: Point }
  | { name: 'holding'; control: Control; grip: Grip; from: Point; slop: number; under: boolean }

/** Controls that are a painted area and nothing else. */
export type PaintedKind = 'freeze' | 'brush'

export type CameraControl = Extract<Control, { kind: 'camera' }>

export const idle: Session = { name: 'idle' }

/** What the page is to do: pure data, so that gestures can be tested without a page. */
export interface Outcome {
  session: Session
  /** All controls as the gesture would leave them; null: as saved. */
  controls: Control[] | null
  end: 'commit' | 'abandon' | null
  /** Absent: the selection stays. */
  selection?: string | null
  activePoint?: number | null
  /** Painting is shown on the stage only: the preview follows when the stroke has ended. */
  quiet?: boolean
  /** A path ended with one point, which moves nothing. */
  tooShort?: boolean
  /** What the region tool is drawing; absent: nothing. */
  sketch?: ShownSketch | null
  /** A thing that is to be found. */
  ask?: RegionAsk | null
  /** There is no region from which to take away. */
  nothingToTake?: boolean
  /** What flows has been painted, but not yet said where to. */
  needsArrow?: boolean
  /** The face tool was clicked here. */
  face?: Point
  /** The body tool was clicked here, where no body is yet. */
  body?: Point
  /** The clone tool was clicked here: this is to move as in a reference. */
  clone?: Point
}

export function over(end: 'commit' | 'abandon'): Outcome {
  return { session: idle, controls: null, end }
}

/** What a gesture has drawn so far, still the same control from one event to the next. */
export function remade(made: Control | null, input: ControlInput, scene: Scene): Control {
  const fresh = scene.create(input)
  return made ? { ...fresh, id: made.id, hue: made.hue } : fresh
}

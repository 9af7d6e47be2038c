import type { Point, Size } from '../core/geometry'
import { bodyGrip, bodyMoved } from './body/edit'
import { BodyFields, BodyShape } from './body/ui'
import { BrushFields, BrushShape } from './brush/ui'
import { cameraGrip, cameraMoved, withoutKey, zoomedBy } from './camera/edit'
import { CameraShape } from './camera/shape'
import { CameraFields } from './camera/ui'
import { cloneGrip, cloneMoved } from './clone/edit'
import { CloneFields, CloneShape } from './clone/ui'
import type { FieldsProps, ShapeProps } from './context'
import { faceGrip, faceMoved } from './face/tool'
import { FaceFields, FaceShape } from './face/ui'
import { fluidGrip, fluidMoved, withoutArrow } from './fluid/edit'
import { FluidFields, FluidShape } from './fluid/ui'
import { FreezeFields, FreezeShape } from './freeze/ui'
import type { Grip } from './gesture'
import { areaGrip, areaMoved } from './painting'
import { pinGrip, pinMoved } from './pin/tool'
import { PinFields, PinShape } from './pin/ui'
import { handleMoved, handlesCarried, motionGrip } from './region/prompt/edit'
import { regionGrip, regionMoved } from './region/tool'
import { RegionFields, RegionShape } from './region/ui'
import type { ControlState } from './registry'
import { dotsOf, trajectoryGrip, trajectoryMoved, withoutPoint, withPoint } from './trajectory/edit'
import { TrajectoryFields, TrajectoryShape } from './trajectory/ui'

// What every control can do on the page, by its kind: beside `hintsOf` the other place that names them all.

export function ControlShape({ state, ...rest }: ShapeProps<ControlState>) {
  switch (state.kind) {
    case 'trajectory':
      return <TrajectoryShape state={state} {...rest} />
    case 'pin':
      return <PinShape state={state} {...rest} />
    case 'freeze':
      return <FreezeShape state={state} {...rest} />
    case 'region':
      return <RegionShape state={state} {...rest} />
    case 'brush':
      return <BrushShape state={state} {...rest} />
    case 'fluid':
      return <FluidShape state={state} {...rest} />
    case 'camera':
      return <CameraShape state={state} {...rest} />
    case 'face':
      return <FaceShape state={state} {...rest} />
    case 'body':
      return <BodyShape state={state} {...rest} />
    case 'clone':
      return <CloneShape state={state} {...rest} />
  }
}

export function ControlFields({ state, ...rest }: FieldsProps<ControlState>) {
  switch (state.kind) {
    case 'trajectory':
      return <TrajectoryFields state={state} {...rest} />
    case 'pin':
      return <PinFields state={state} {...rest} />
    case 'freeze':
      return <FreezeFields state={state} {...rest} />
    case 'region':
      return <RegionFields state={state} {...rest} />
    case 'brush':
      return <BrushFields state={state} {...rest} />
    case 'fluid':
      return <FluidFields state={state} {...rest} />
    case 'camera':
      return <CameraFields state={state} {...rest} />
    case 'face':
      return <FaceFields state={state} {...rest} />
    case 'body':
      return <BodyFields state={state} {...rest} />
    case 'clone':
      return <CloneFields state={state} {...rest} />
  }
}

/** Whether a control is an area that is painted: it lies under lines, and the hand takes lines first. */
export function isArea({ kind }: { kind: ControlState['kind'] }): boolean {
  return (
    kind === 'freeze' ||
    kind === 'region' ||
    kind === 'brush' ||
    kind === 'fluid' ||
    kind === 'face' ||
    kind === 'clone'
  )
}

/** What of a control lies within `slop` picture pixels of a place; null: nothing. Handles that show only while it is selected count with `handles`. */
export function gripAt(state: ControlState, at: Point, slop: number, picture: Size, handles = false): Grip | null {
  switch (state.kind) {
    case 'trajectory':
      return trajectoryGrip(state, at, slop)
    case 'pin':
      return pinGrip(state, at, slop)
    case 'region': {
      const handle = handles ? motionGrip(state, at, slop, picture) : null
      return handle === null ? regionGrip(state, at, picture) : { part: 'point', index: handle }
    }
    case 'freeze':
    case 'brush':
      return areaGrip(state, at, picture)
    case 'fluid':
      return fluidGrip(state, at, slop, picture)
    case 'camera':
      return cameraGrip(state, at, slop, picture)
    case 'face':
      return faceGrip(state, at, slop, picture)
    case 'body':
      return bodyGrip(state, at, slop)
    case 'clone':
      return cloneGrip(state, at, picture)
  }
}

/** The control with what is held (null: all of it) moved by `by` picture pixels. */
export function moved<State extends ControlState>(state: State, grip: Grip | null, by: Point, picture: Size): State
export function moved(state: ControlState, grip: Grip | null, by: Point, picture: Size): ControlState {
  switch (state.kind) {
    case 'trajectory':
      return { ...state, ...trajectoryMoved(state, grip, by) }
    case 'pin':
      return { ...state, ...pinMoved(state, by) }
    case 'region':
      if (grip?.part === 'point') return { ...state, ...handleMoved(state, grip.index, by, picture) }
      return { ...state, ...regionMoved(state, by, picture), ...handlesCarried(state, by) }
    case 'freeze':
    case 'brush':
      return { ...state, ...areaMoved(state, by, picture) }
    case 'fluid':
      return { ...state, ...fluidMoved(state, grip, by, picture) }
    case 'camera':
      return { ...state, ...cameraMoved(state, grip, by, picture) }
    case 'face':
      return faceMoved(state, by, picture)
    case 'body':
      return { ...state, ...bodyMoved(state, grip, by) }
    case 'clone':
      return { ...state, ...cloneMoved(state, by, picture) }
  }
}

/** A point more where the line is held; null where that means nothing. */
export function pointAdded<State extends ControlState>(state: State, grip: Grip, at: Point): State | null
export function pointAdded(state: ControlState, grip: Grip, at: Point): ControlState | null {
  return state.kind === 'trajectory' && grip.part === 'path' ? { ...state, ...withPoint(state, grip.index, at) } : null
}

/** A point less; null: the control goes as a whole. */
export function pointRemoved<State extends ControlState>(state: State, index: number | null): State | null
export function pointRemoved(state: ControlState, index: number | null): ControlState | null {
  if (index === null) return null
  switch (state.kind) {
    case 'trajectory': {
      const less = withoutPoint(state, index)
      return less && { ...state, ...less }
    }
    case 'fluid': {
      const less = withoutArrow(state, index)
      return less && { ...state, ...less }
    }
    case 'camera': {
      const less = withoutKey(state, index)
      return less && { ...state, ...less }
    }
    default:
      return null
  }
}

/** Where the thing that a control moves is at a moment of the motion; null: it moves nothing. */
export function placeAt(state: ControlState, span: number, moment: number): Point | null {
  return state.kind === 'trajectory' ? (dotsOf(state, span, [moment])[0] ?? null) : null
}

/** How many points of a control can be chosen one after another. */
export function pointCount(state: ControlState): number {
  if (state.kind === 'camera') return state.move === 'path' ? state.keys.length : 0
  if (state.kind === 'fluid') return 2 * state.arrows.length
  return state.kind === 'trajectory' ? state.points.length : 0
}

/** Which of its points a control's grip chooses; null: none. */
export function pointOf(state: ControlState, grip: Grip): number | null {
  if (grip.part === 'point') return grip.index
  // A corner of a camera's frame chooses the frame.
  return state.kind === 'camera' && grip.part === 'path' ? grip.index >> 2 : null
}

/** A control scaled where that means something: a camera's frame, the last one unless another is chosen. */
export function scaledBy<State extends ControlState>(
  state: State,
  point: number | null,
  factor: number,
  picture: Size,
): State | null
export function scaledBy(state: ControlState, point: number | null, factor: number, picture: Size) {
  if (state.kind !== 'camera') return null
  const next = zoomedBy(state, point ?? Math.max(0, state.keys.length - 1), factor, picture)
  return next && { ...state, ...next }
}

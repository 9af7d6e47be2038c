import { depthPainted, groundDepth } from '../../../controls/camera/depth'
import { type CameraTool, cameraStart, cameraStep } from '../../../controls/camera/tool'
import { type FluidTool, fluidStart, fluidStep } from '../../../controls/fluid/tool'
import type { GestureEvent, Grip, PointerPlace } from '../../../controls/gesture'
import { isEmpty } from '../../../controls/paint'
import { type PaintTool, paintStart, paintStep } from '../../../controls/painting'
import { type PinTool, pinStart, pinStep } from '../../../controls/pin/tool'
import { type RegionTool, regionStart } from '../../../controls/region/tool'
import type { ControlInput } from '../../../controls/registry'
import { gripAt, isArea, moved, pointOf } from '../../../controls/surface'
import { type TrajectoryTool, trajectoryStart, trajectoryStep } from '../../../controls/trajectory/tool'
import type { Point, Size } from '../../../core/geometry'
import type { Mask } from '../../../core/image'
import type { Control } from '../../../project/project'
import type { RegionAsk, ShownSketch, StudioState, ToolName } from '../../state'
import { regionGesture } from './region-session'

/** What a gesture works on. */
export interface Scene {
  tool: ToolName
  picture: Size
  /** As saved, in depth order. */
  controls: readonly Control[]
  selection: string | null
  brush: { radius: number; feather: number; erase: boolean }
  /** How the region tool works. */
  region: StudioState['region']
  /** Strokes of the camera tool paint depth. */
  paintsDepth: boolean
  /** A control made of what was drawn, with an id, a hue and a place in no list yet. */
  create(input: ControlInput): Control
}

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
type PaintedKind = 'freeze' | 'brush'

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
}

export function step(session: Session, event: GestureEvent, scene: Scene): Outcome {
  switch (session.name) {
    case 'idle':
      return begin(event, scene)
    case 'holding':
      return holding(session, event, scene)
    case 'trajectory': {
      const plan = trajectoryStep(session.state, event)
      const made = plan.draft && remade(session.made, plan.draft, scene)
      if (plan.end === 'abandon')
        return { ...over('abandon'), tooShort: event.type !== 'escape' && event.type !== 'back' }
      const controls = made ? [...scene.controls, made] : null
      if (plan.end === 'commit' && made) return { ...over('commit'), controls, selection: made.id, activePoint: null }
      return { session: { name: 'trajectory', state: plan.state, made }, controls, end: null }
    }
    case 'pin': {
      const plan = pinStep(session.state, event)
      const made = plan.draft && remade(session.made, plan.draft, scene)
      if (plan.end === 'abandon') return over('abandon')
      const controls = made ? [...scene.controls, made] : null
      if (plan.end === 'commit' && made) return { ...over('commit'), controls, selection: made.id, activePoint: null }
      return { session: { name: 'pin', state: plan.state, made }, controls, end: null }
    }
    case 'painting':
      return painting(session, event, scene)
    case 'fluid':
      return flowing(session, event, scene)
    case 'camera':
      return filming(session, event, scene)
    case 'depth':
      return shading(session, event, scene)
    case 'region':
      return selecting(session.state, event, scene)
  }
}

/** A thing is found by the studio, after the gesture; until then only a sketch is shown. */
function selecting(tool: RegionTool, event: GestureEvent, scene: Scene): Outcome {
  const { state, sketch, ask, selection, nothing } = regionGesture(tool, event, scene)
  const session: Session = state.name === 'idle' ? idle : { name: 'region', state }
  const chosen = selection === undefined ? {} : { selection, activePoint: null }
  return { session, controls: null, end: null, sketch, ask, nothingToTake: nothing, ...chosen }
}

function begin(event: GestureEvent, scene: Scene): Outcome {
  if (scene.tool === 'face') return pointing(event, scene)
  if (event.type !== 'down') return { session: idle, controls: null, end: null }
  switch (scene.tool) {
    case 'select':
      return taken(event, scene) ?? { session: idle, controls: null, end: null, selection: null, activePoint: null }
    case 'trajectory':
      // Arrow heads and the selected path's points can be taken without changing tools; a beginning
      // cannot, so that several paths may start on one thing.
      return handleTaken(event, scene) ?? step({ name: 'trajectory', state: trajectoryStart, made: null }, event, scene)
    case 'pin':
      return step({ name: 'pin', state: pinStart, made: null }, event, scene)
    case 'region':
      return pivotTaken(event, scene) ?? selecting(regionStart, event, scene)
    case 'freeze':
    case 'brush': {
      const target = easel(scene.tool, event, scene)
      return painting({ name: 'painting', kind: scene.tool, state: paintStart, target, made: null }, event, scene)
    }
    case 'fluid':
      return (
        arrowTaken(event, scene) ??
        flowing({ name: 'fluid', state: fluidStart, target: easel('fluid', event, scene), made: null }, event, scene)
      )
    case 'camera': {
      const target = cameraOf(scene)
      if (target && scene.paintsDepth)
        return shading(
          { name: 'depth', target, depth: target.depth ?? groundDepth(scene.picture), last: event },
          event,
          scene,
        )
      const grip = target && gripAt(target, event, event.slop * 1.5, scene.picture)
      if (target && grip) return hold(target, grip, event)
      return filming({ name: 'camera', state: cameraStart, target, made: null }, event, scene)
    }
  }
}

/** A click with the face tool: on a face that is one already selects it, elsewhere one is looked for. */
function pointing(event: GestureEvent, scene: Scene): Outcome {
  const nothing: Outcome = { session: idle, controls: null, end: null }
  if (event.type !== 'up') return nothing
  const known = scene.controls.find(
    (control) => control.kind === 'face' && !control.hidden && gripAt(control, event, 0, scene.picture),
  )
  return known ? { ...nothing, selection: known.id } : { ...nothing, face: { x: event.x, y: event.y } }
}

/** The control under the pointer, the selected one first, then from front to back; areas after lines. */
export function controlAt(at: Point, slop: number, scene: Scene): { control: Control; grip: Grip } | null {
  const visible = scene.controls.filter((control) => !control.hidden)
  const selected = visible.find((control) => control.id === scene.selection)
  const handle = selected && gripAt(selected, at, slop, scene.picture, true)
  if (selected && handle?.part === 'point') return { control: selected, grip: handle }
  const ordered = [
    ...visible.filter((control) => control.id === scene.selection && !isArea(control)),
    ...visible.filter((control) => !isArea(control)).reverse(),
    ...visible.filter((control) => isArea(control)).reverse(),
  ]
  for (const control of ordered) {
    const grip = gripAt(control, at, slop, scene.picture)
    if (grip) return { control, grip }
  }
  return null
}

function taken(event: PointerPlace, scene: Scene): Outcome | null {
  const found = controlAt(event, event.slop * 1.5, scene)
  return found ? hold(found.control, found.grip, event) : null
}

function handleTaken(event: PointerPlace, scene: Scene): Outcome | null {
  const found = controlAt(event, event.slop * 1.5, scene)
  return found && takenByDrawing(found, scene) ? hold(found.control, found.grip, event) : null
}

/** Whether the trajectory tool takes hold of this rather than begins a new path on it. */
export function takenByDrawing({ control, grip }: { control: Control; grip: Grip }, scene: Scene): boolean {
  if (control.kind !== 'trajectory' || grip.part !== 'point' || grip.index === 0) return false
  return control.id === scene.selection || grip.index === control.points.length - 1
}

function hold(control: Control, grip: Grip, event: PointerPlace): Outcome {
  return {
    session: { name: 'holding', control, grip, from: { x: event.x, y: event.y }, slop: event.slop, under: true },
    controls: null,
    end: null,
    selection: control.id,
    activePoint: pointOf(control, grip),
  }
}

function holding(session: Session & { name: 'holding' }, event: GestureEvent, scene: Scene): Outcome {
  if (event.type === 'escape') return over('abandon')
  if (event.type !== 'move' && event.type !== 'up') return { session, controls: null, end: null }
  const by = { x: event.x - session.from.x, y: event.y - session.from.y }
  // A hand that trembles while it clicks moves nothing.
  const under = session.under && Math.hypot(by.x, by.y) <= session.slop / 2
  if (under) return event.type === 'up' ? over('abandon') : { session, controls: null, end: null }
  const next = moved(session.control, session.grip, by, scene.picture)
  const controls = scene.controls.map((control) => (control.id === next.id ? next : control))
  if (event.type === 'up') return { ...over('commit'), controls }
  return {
    session: { ...session, under: false },
    controls,
    end: null,
    quiet: isArea(next) && session.grip.part === 'body',
  }
}

/** The area that a stroke adds to or takes from; null: a new one. */
function easel(kind: PaintedKind | 'fluid', at: Point, scene: Scene): Control | null {
  const areas = scene.controls.filter((control) => control.kind === kind && !control.hidden)
  const selected = areas.find((control) => control.id === scene.selection)
  if (selected) return selected
  if (kind !== 'fluid' && !scene.brush.erase) return null
  const touched = areas.findLast((control) => gripAt(control, at, scene.brush.radius, scene.picture))
  return touched ?? (scene.brush.erase ? areas.at(-1) : null) ?? null
}

function painting(session: Session & { name: 'painting' }, event: GestureEvent, scene: Scene): Outcome {
  const target = session.target
  const base = target?.kind === session.kind ? target.mask : null
  const plan = paintStep(session.state, event, { brush: scene.brush, picture: scene.picture, base })
  if (plan.end === 'abandon') return over('abandon')
  if (!plan.draft) return { session, controls: null, end: null }
  const draft = { kind: session.kind, mask: plan.draft }
  const made = target ? ({ ...target, ...draft } as Control) : remade(session.made, draft, scene)
  const others = target ? scene.controls.map((control) => (control.id === target.id ? made : control)) : null
  if (plan.end === 'commit') {
    const gone = isEmpty(plan.draft)
    const controls = gone
      ? scene.controls.filter((control) => control.id !== made.id)
      : (others ?? [...scene.controls, made])
    return { ...over('commit'), controls, selection: gone ? null : made.id, activePoint: null }
  }
  return {
    session: { ...session, state: plan.state, made },
    controls: others ?? [...scene.controls, made],
    end: null,
    quiet: true,
  }
}

/** The fluid tool takes hold of the selected area's arrows rather than begin a new one on them. */
function arrowTaken(event: PointerPlace, scene: Scene): Outcome | null {
  const control = scene.controls.find(({ id, hidden }) => id === scene.selection && !hidden)
  if (control?.kind !== 'fluid' || event.shift || scene.brush.erase) return null
  const grip = gripAt(control, event, event.slop * 1.5, scene.picture)
  return grip?.part === 'point' ? hold(control, grip, event) : null
}

/** The region tool takes hold of the selected region's pivot and free end rather than select what lies under them. */
function pivotTaken(event: PointerPlace, scene: Scene): Outcome | null {
  const found = event.shift || event.alt ? null : pivotAt(event, event.slop * 1.5, scene)
  return found && hold(found.control, found.grip, event)
}

/** The selected region's pivot or free end at a place; null: neither is there. */
export function pivotAt(at: Point, slop: number, scene: Scene): { control: Control; grip: Grip } | null {
  const control = scene.controls.find(({ id, hidden }) => id === scene.selection && !hidden)
  if (control?.kind !== 'region') return null
  const grip = gripAt(control, at, slop, scene.picture, true)
  return grip?.part === 'point' ? { control, grip } : null
}

/** Painting what flows is shown on the stage only; an arrow is followed by the preview while it is dragged. */
function flowing(session: Session & { name: 'fluid' }, event: GestureEvent, scene: Scene): Outcome {
  const target = session.target
  const base = target?.kind === 'fluid' ? target : null
  const plan = fluidStep(session.state, event, { brush: scene.brush, picture: scene.picture, base })
  if (plan.end === 'abandon') return over('abandon')
  const next = { ...session, state: plan.state }
  if (!plan.draft) return { session: next, controls: null, end: null }
  const made: Control = base ? { ...base, ...plan.draft } : remade(session.made, plan.draft, scene)
  const controls = base
    ? scene.controls.map((control) => (control.id === base.id ? made : control))
    : [...scene.controls, made]
  if (plan.end !== 'commit')
    return { session: { ...next, made }, controls, end: null, quiet: plan.state.name === 'painting' }
  const { mask, arrows } = plan.draft
  const gone = mask.data.every((value) => value === 0)
  return {
    ...over('commit'),
    controls: gone ? scene.controls.filter((control) => control.id !== made.id) : controls,
    selection: gone ? null : made.id,
    activePoint: !gone && session.state.name === 'aiming' ? 2 * arrows.length - 1 : null,
    needsArrow: !gone && arrows.length === 0,
  }
}

type CameraControl = Extract<Control, { kind: 'camera' }>

/** The camera that a gesture of its tool changes: the selected one, else the last; null: there is none yet. */
function cameraOf(scene: Scene): CameraControl | null {
  const cameras = scene.controls.filter((control) => control.kind === 'camera' && !control.hidden) as CameraControl[]
  return cameras.find((control) => control.id === scene.selection) ?? cameras.at(-1) ?? null
}

/** Where the frame is dragged to: a pan, or a path. */
function filming(session: Session & { name: 'camera' }, event: GestureEvent, scene: Scene): Outcome {
  const { target } = session
  const plan = cameraStep(session.state, event)
  if (plan.end === 'abandon') return { ...over('abandon'), ...(target ? { selection: target.id } : {}) }
  if (!plan.draft) return { session: { ...session, state: plan.state }, controls: null, end: null }
  const made = target ? { ...target, ...plan.draft } : remade(session.made, { kind: 'camera', ...plan.draft }, scene)
  const controls = target
    ? scene.controls.map((control) => (control.id === target.id ? made : control))
    : [...scene.controls, made]
  if (plan.end === 'commit') return { ...over('commit'), controls, selection: made.id, activePoint: null }
  return { session: { ...session, state: plan.state, made }, controls, end: null, selection: made.id }
}

/** A stroke of near or far onto the camera's depth. */
function shading(session: Session & { name: 'depth' }, event: GestureEvent, scene: Scene): Outcome {
  if (event.type === 'escape') return over('abandon')
  if (event.type !== 'down' && event.type !== 'move' && event.type !== 'up')
    return { session, controls: null, end: null }
  const depth =
    event.type === 'up' ? session.depth : depthPainted(session.depth, scene.picture, scene.brush, session.last, event)
  const made = { ...session.target, depth }
  const controls = scene.controls.map((control) => (control.id === made.id ? made : control))
  if (event.type === 'up') return { ...over('commit'), controls, selection: made.id }
  return {
    session: { ...session, depth, last: { x: event.x, y: event.y } },
    controls,
    end: null,
    quiet: true,
    selection: made.id,
  }
}

function remade(made: Control | null, input: ControlInput, scene: Scene): Control {
  const fresh = scene.create(input)
  return made ? { ...fresh, id: made.id, hue: made.hue } : fresh
}

function over(end: 'commit' | 'abandon'): Outcome {
  return { session: idle, controls: null, end }
}

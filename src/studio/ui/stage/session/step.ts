import { standsAt } from '../../../../controls/body/edit'
import { groundDepth } from '../../../../controls/camera/depth'
import { cameraStart } from '../../../../controls/camera/tool'
import { fluidStart } from '../../../../controls/fluid/tool'
import type { GestureEvent } from '../../../../controls/gesture'
import { paintStart } from '../../../../controls/painting'
import { pinStart, pinStep } from '../../../../controls/pin/tool'
import { type RegionTool, regionStart } from '../../../../controls/region/tool'
import { gripAt } from '../../../../controls/surface'
import { trajectoryStart, trajectoryStep } from '../../../../controls/trajectory/tool'
import { cameraOf, filming, shading } from './camera'
import { flowing } from './fluid'
import { arrowTaken, handleTaken, hold, holding, pivotTaken, taken } from './holding'
import { easel, painting } from './painting'
import { regionGesture } from './region'
import type { Scene } from './scene'
import { idle, type Outcome, over, remade, type Session } from './session'

/** One event of a gesture: what the page is to do, and where the hand stands then. */
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

function begin(event: GestureEvent, scene: Scene): Outcome {
  if (scene.tool === 'face') return pointing(event, scene)
  if (scene.tool === 'body') return standing(event, scene)
  if (scene.tool === 'clone') return cloning(event)
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

/** A press with the body tool: on a joint of a body that is one already takes it, elsewhere a body is looked for. */
function standing(event: GestureEvent, scene: Scene): Outcome {
  const nothing: Outcome = { session: idle, controls: null, end: null }
  if (event.type !== 'down' && event.type !== 'up') return nothing
  for (const control of scene.controls.toReversed()) {
    if (control.kind !== 'body' || control.hidden) continue
    const grip = gripAt(control, event, event.slop * 1.5, scene.picture)
    if (grip && event.type === 'down') return hold(control, grip, event)
    if (standsAt(control, event)) return { ...nothing, selection: control.id }
  }
  return event.type === 'up' ? { ...nothing, body: { x: event.x, y: event.y } } : nothing
}

/** A click with the clone tool: the thing there is to move as in a reference. */
function cloning(event: GestureEvent): Outcome {
  const nothing: Outcome = { session: idle, controls: null, end: null }
  return event.type === 'up' ? { ...nothing, clone: { x: event.x, y: event.y } } : nothing
}

/** A thing is found by the studio, after the gesture; until then only a sketch is shown. */
function selecting(tool: RegionTool, event: GestureEvent, scene: Scene): Outcome {
  const { state, sketch, ask, selection, nothing } = regionGesture(tool, event, scene)
  const session: Session = state.name === 'idle' ? idle : { name: 'region', state }
  const chosen = selection === undefined ? {} : { selection, activePoint: null }
  return { session, controls: null, end: null, sketch, ask, nothingToTake: nothing, ...chosen }
}

import { depthPainted } from '../../../../controls/camera/depth'
import { cameraStep } from '../../../../controls/camera/tool'
import type { GestureEvent } from '../../../../controls/gesture'
import type { Scene } from './scene'
import { type CameraControl, type Outcome, over, remade, type Session } from './session'

/** The camera that a gesture of its tool changes: the selected one, else the last; null: there is none yet. */
export function cameraOf(scene: Scene): CameraControl | null {
  const cameras = scene.controls.filter((control) => control.kind === 'camera' && !control.hidden) as CameraControl[]
  return cameras.find((control) => control.id === scene.selection) ?? cameras.at(-1) ?? null
}

/** Where the frame is dragged to: a pan, or a path. */
export function filming(session: Session & { name: 'camera' }, event: GestureEvent, scene: Scene): Outcome {
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
export function shading(session: Session & { name: 'depth' }, event: GestureEvent, scene: Scene): Outcome {
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

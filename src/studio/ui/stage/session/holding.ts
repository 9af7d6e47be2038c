import type { GestureEvent, Grip, PointerPlace } from '../../../../controls/gesture'
import { gripAt, isArea, moved, pointOf } from '../../../../controls/surface'
import type { Control } from '../../../../project/project'
import type { Scene } from './scene'
import { type Outcome, over, type Session } from './session'
import { controlAt, pivotAt, takenByDrawing } from './under'

/** Takes hold of what lies under the pointer; null: nothing does. */
export function taken(event: PointerPlace, scene: Scene): Outcome | null {
  const found = controlAt(event, event.slop * 1.5, scene)
  return found ? hold(found.control, found.grip, event) : null
}

/** The trajectory tool takes hold of the ends and points of paths. */
export function handleTaken(event: PointerPlace, scene: Scene): Outcome | null {
  const found = controlAt(event, event.slop * 1.5, scene)
  return found && takenByDrawing(found, scene) ? hold(found.control, found.grip, event) : null
}

/** The fluid tool takes hold of the selected area's arrows rather than begin a new one on them. */
export function arrowTaken(event: PointerPlace, scene: Scene): Outcome | null {
  const control = scene.controls.find(({ id, hidden }) => id === scene.selection && !hidden)
  if (control?.kind !== 'fluid' || event.shift || scene.brush.erase) return null
  const grip = gripAt(control, event, event.slop * 1.5, scene.picture)
  return grip?.part === 'point' ? hold(control, grip, event) : null
}

/** The region tool takes hold of the selected region's pivot and free end rather than select what lies under them. */
export function pivotTaken(event: PointerPlace, scene: Scene): Outcome | null {
  const found = event.shift || event.alt ? null : pivotAt(event, event.slop * 1.5, scene)
  return found && hold(found.control, found.grip, event)
}

/** Moves nothing yet: a hand that trembles is forgiven. */
export function hold(control: Control, grip: Grip, event: PointerPlace): Outcome {
  return {
    session: { name: 'holding', control, grip, from: { x: event.x, y: event.y }, slop: event.slop, under: true },
    controls: null,
    end: null,
    selection: control.id,
    activePoint: pointOf(control, grip),
  }
}

/** The control follows the hand. */
export function holding(session: Session & { name: 'holding' }, event: GestureEvent, scene: Scene): Outcome {
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

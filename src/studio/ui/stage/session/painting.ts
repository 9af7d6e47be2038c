import type { GestureEvent } from '../../../../controls/gesture'
import { isEmpty } from '../../../../controls/paint'
import { paintStep } from '../../../../controls/painting'
import { gripAt } from '../../../../controls/surface'
import type { Point } from '../../../../core/geometry'
import type { Control } from '../../../../project/project'
import type { Scene } from './scene'
import { type Outcome, over, type PaintedKind, remade, type Session } from './session'

/** The area that a stroke adds to or takes from; null: a new one. */
export function easel(kind: PaintedKind | 'fluid', at: Point, scene: Scene): Control | null {
  const areas = scene.controls.filter((control) => control.kind === kind && !control.hidden)
  const selected = areas.find((control) => control.id === scene.selection)
  if (selected) return selected
  if (kind !== 'fluid' && !scene.brush.erase) return null
  const touched = areas.findLast((control) => gripAt(control, at, scene.brush.radius, scene.picture))
  return touched ?? (scene.brush.erase ? areas.at(-1) : null) ?? null
}

/** A stroke onto an area, or the eraser's on it; an area that is wiped away is gone. */
export function painting(session: Session & { name: 'painting' }, event: GestureEvent, scene: Scene): Outcome {
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

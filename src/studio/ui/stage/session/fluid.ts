import { fluidStep } from '../../../../controls/fluid/tool'
import type { GestureEvent } from '../../../../controls/gesture'
import type { Control } from '../../../../project/project'
import type { Scene } from './scene'
import { type Outcome, over, remade, type Session } from './session'

/** Painting what flows is shown on the stage only; an arrow is followed by the preview while it is dragged. */
export function flowing(session: Session & { name: 'fluid' }, event: GestureEvent, scene: Scene): Outcome {
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

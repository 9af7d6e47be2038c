import type { GestureEvent } from '../../../../controls/gesture'
import { type RegionTool, type RegionWish, regionStep } from '../../../../controls/region/tool'
import type { RegionAsk, ShownSketch } from '../../../state'
import type { Scene } from './scene'
import { regionAt } from './under'

/** What a gesture of the region tool comes to. */
export interface RegionOutcome {
  state: RegionTool
  /** What is being drawn. */
  sketch: ShownSketch | null
  /** What is to be found, and for which region; the page asks for it. */
  ask: RegionAsk | null
  /** A region that is to be selected. */
  selection?: string
  /** There is nothing from which to take away. */
  nothing?: boolean
}

export function regionGesture(state: RegionTool, event: GestureEvent, scene: Scene): RegionOutcome {
  const { brush, picture } = scene
  // The eraser of the brush is the aim of taking away.
  const plan = regionStep(state, event, { ...scene.region, brush, picture })
  const outcome = { state: plan.state, sketch: shown(plan.state), ask: null }
  return plan.wish ? { ...outcome, ...meant(plan.wish, scene) } : outcome
}

function shown(state: RegionTool): ShownSketch | null {
  if (state.name === 'around') return { off: state.aim === 'subtract', trail: state.trail }
  if (state.name === 'over') return { off: state.aim === 'subtract', mask: state.mask }
  return null
}

/** Whom a wish is about: a plain click on a region selects it, a plain stroke on it adds to it. */
function meant({ aim, from, click, sketch }: RegionWish, scene: Scene): Partial<RegionOutcome> {
  const said = { click, sketch }
  const under = regionAt(from, sketch?.way === 'over' ? scene.brush.radius : 0, scene)
  const selected = scene.controls.find(({ id, kind }) => id === scene.selection && kind === 'region')
  switch (aim) {
    case 'new':
      if (click && under) return { selection: under.id }
      return { ask: { id: sketch?.way === 'over' && under ? under.id : null, ...said } }
    case 'add':
      return { ask: { id: (selected ?? under)?.id ?? null, ...said } }
    case 'subtract': {
      const from = selected ?? under
      return from ? { ask: { id: from.id, ...said } } : { nothing: true }
    }
  }
}

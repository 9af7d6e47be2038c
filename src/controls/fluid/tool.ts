import type { Point, Size } from '../../core/geometry'
import { distance } from '../../core/geometry'
import type { GestureEvent, Plan, PointerPlace } from '../gesture'
import { type Brush, coverAt, emptyMask, isEmpty, painted } from '../paint'
import { tenth } from './edit'
import type { FluidInput, FluidState } from './state'

/**
 * First the area is painted, then arrows are dragged in it: a stroke that begins inside the area is an
 * arrow, one that begins outside (or with Shift held) paints more of it.
 */
export type FluidTool =
  | { name: 'idle' }
  | { name: 'painting'; made: FluidInput; last: Point }
  | { name: 'aiming'; from: Point; to: Point; slop: number }

export const fluidStart: FluidTool = { name: 'idle' }

/** What the tool works on: the area that is there already (null: a new one). */
export interface FluidEasel {
  brush: Brush
  picture: Size
  base: FluidState | null
}

type FluidPlan = Plan<FluidTool, FluidInput>

/** A draft whose mask is empty means: this area is to go. */
export function fluidStep(state: FluidTool, event: GestureEvent, easel: FluidEasel): FluidPlan {
  if (event.type === 'escape') return { state: fluidStart, draft: null, end: state.name === 'idle' ? null : 'abandon' }
  switch (state.name) {
    case 'idle':
      return event.type === 'down' ? begun(event, easel) : { state, draft: null, end: null }
    case 'painting':
      return painting(state, event, easel)
    case 'aiming':
      return aiming(state, event, easel)
  }
}

function begun(at: PointerPlace, easel: FluidEasel): FluidPlan {
  const { base, brush, picture } = easel
  const inside = base !== null && coverAt(base.mask, picture, at) > 0.3
  if (inside && !brush.erase && !at.shift) {
    const place = { x: tenth(at.x), y: tenth(at.y) }
    return { state: { name: 'aiming', from: place, to: place, slop: at.slop }, draft: null, end: null }
  }
  const mask = painted(base?.mask ?? emptyMask(picture), picture, brush, at, at)
  return stroke({ ...(base ?? { kind: 'fluid', arrows: [] }), mask }, at)
}

function painting(state: FluidTool & { name: 'painting' }, event: GestureEvent, easel: FluidEasel): FluidPlan {
  const { made } = state
  if (event.type === 'move')
    return stroke({ ...made, mask: painted(made.mask, easel.picture, easel.brush, state.last, event) }, event)
  if (event.type !== 'up') return stroke(made, state.last)
  // Rubbing out where nothing was painted makes nothing.
  return { state: fluidStart, draft: made, end: easel.base || !isEmpty(made.mask) ? 'commit' : 'abandon' }
}

function aiming(state: FluidTool & { name: 'aiming' }, event: GestureEvent, { base }: FluidEasel): FluidPlan {
  const to = event.type === 'move' || event.type === 'up' ? { x: tenth(event.x), y: tenth(event.y) } : state.to
  const { from, slop } = state
  const far = distance(from, to) > slop
  const arrow = { ...from, dx: tenth(to.x - from.x), dy: tenth(to.y - from.y) }
  const draft = base && far ? { ...base, arrows: [...base.arrows, arrow] } : null
  if (event.type !== 'up') return { state: { ...state, to }, draft, end: null }
  // A click is no arrow.
  return { state: fluidStart, draft, end: draft ? 'commit' : 'abandon' }
}

function stroke(made: FluidInput, { x, y }: Point): FluidPlan {
  return { state: { name: 'painting', made, last: { x, y } }, draft: made, end: null }
}

import type { Point, Size } from '../../../core/geometry'
import { selectionOf } from '../selection'
import type { RegionState } from '../state'
import { type Casting, castOf, handlesOf } from './compile'
import { planOf } from './plan'
import { type Shape, shapeOf } from './shape/shape'

/** Another phrase: what was set by hand for the former one no longer counts. */
export function withPrompt(state: RegionState, prompt: string): RegionState {
  return {
    ...state,
    prompt: prompt.slice(0, 200),
    strength: undefined,
    speed: undefined,
    times: undefined,
    easing: undefined,
    rhythm: undefined,
    part: undefined,
    direction: undefined,
    pivot: undefined,
    tip: undefined,
  }
}

/** The shape of what a region selects; null: nothing is selected. */
export function regionShape(state: RegionState, picture: Size): Shape | null {
  const selection = selectionOf(state, picture)
  return selection && shapeOf(selection, picture)
}

/** What of a region moves, as its words say; null: nothing. */
export function castingOf(state: RegionState, picture: Size): Casting | null {
  const plan = planOf(state)
  const shape = plan && regionShape(state, picture)
  return plan && shape ? castOf(plan, shape, state) : null
}

/** Handles on the stage: where the part is held (0) and its free end (1); null: it has none. */
export function motionHandles(state: RegionState, picture: Size): [Point, Point] | null {
  const casting = castingOf(state, picture)
  const handles = casting && handlesOf(casting)
  return handles && [handles.pivot, handles.tip]
}

/** The handle within `slop` picture pixels of a place, by its index; null: none. */
export function motionGrip(state: RegionState, at: Point, slop: number, picture: Size): 0 | 1 | null {
  const handles = motionHandles(state, picture)
  if (!handles) return null
  const [pivot, tip] = handles.map(({ x, y }) => Math.hypot(x - at.x, y - at.y)) as [number, number]
  if (Math.min(pivot, tip) > slop) return null
  return pivot <= tip ? 0 : 1
}

/** The region with one of its handles elsewhere. */
export function handleMoved(state: RegionState, index: number, by: Point, picture: Size): RegionState {
  const handles = motionHandles(state, picture)
  if (!handles) return state
  const moved = ([a, b]: [Point, Point]) => ({ pivot: a, tip: b })
  const next = handles.map((place, i) => (i === index ? shifted(place, by) : place)) as [Point, Point]
  return { ...state, ...moved(next) }
}

/** Handles that were set go with the region. */
export function handlesCarried(state: RegionState, by: Point): Pick<RegionState, 'pivot' | 'tip'> {
  return { pivot: state.pivot && shifted(state.pivot, by), tip: state.tip && shifted(state.tip, by) }
}

function shifted({ x, y }: Point, by: Point): Point {
  return { x: x + by.x, y: y + by.y }
}

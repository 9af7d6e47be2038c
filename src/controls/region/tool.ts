import type { Point, Size } from '../../core/geometry'
import { distance } from '../../core/geometry'
import type { Mask } from '../../core/image'
import type { SelectionClick, Sketch } from '../../core/selection'
import type { GestureEvent, Grip, PointerPlace } from '../gesture'
import { type Brush, coverAt, emptyMask, isEmpty, painted, pushed } from '../paint'
import { lassoMask } from './lasso'
import { selectionOf } from './selection'
import type { RegionState } from './state'

/** With what a thing is selected. Dragging while clicking draws a lasso, too. */
export const regionWays = ['click', 'lasso', 'paint'] as const
export type RegionWay = (typeof regionWays)[number]

/** What becomes of it: a region of its own, more of the selected one, or less. Shift and Alt say so in passing. */
export const regionAims = ['new', 'add', 'subtract'] as const
export type RegionAim = (typeof regionAims)[number]

export type RegionTool =
  | { name: 'idle' }
  /** Pressed, and not yet known whether it will be a click or a line. */
  | { name: 'pressed'; aim: RegionAim; from: PointerPlace }
  | { name: 'around'; aim: RegionAim; trail: Point[] }
  | { name: 'over'; aim: RegionAim; from: PointerPlace; mask: Mask; last: Point }

export const regionStart: RegionTool = { name: 'idle' }

/** What was said of a thing by one gesture. */
export interface RegionWish {
  aim: RegionAim
  /** Where the gesture began. */
  from: PointerPlace
  click?: SelectionClick
  sketch?: Sketch
}

export interface RegionPlan {
  state: RegionTool
  /** Set when the gesture has ended and means something. */
  wish: RegionWish | null
}

export interface RegionEasel {
  way: RegionWay
  aim: RegionAim
  brush: Brush
  picture: Size
}

export function regionStep(state: RegionTool, event: GestureEvent, easel: RegionEasel): RegionPlan {
  if (event.type === 'escape') return over(null)
  switch (state.name) {
    case 'idle':
      return event.type === 'down' ? begun(event, easel) : going(state)
    case 'pressed':
      return pressed(state, event, easel)
    case 'around':
      return around(state, event, easel)
    case 'over':
      return overIt(state, event, easel)
  }
}

function begun(event: PointerPlace, easel: RegionEasel): RegionPlan {
  const aim = event.alt ? 'subtract' : event.shift ? 'add' : easel.aim
  const from = { ...event, ...place(event) }
  if (easel.way !== 'paint') return going({ name: 'pressed', aim, from })
  const mask = painted(emptyMask(easel.picture), easel.picture, roughBrush(easel), from, from)
  return going({ name: 'over', aim, from, mask, last: from })
}

function pressed(state: RegionTool & { name: 'pressed' }, event: GestureEvent, easel: RegionEasel): RegionPlan {
  const { aim, from } = state
  if (event.type === 'move' && distance(from, event) > event.slop)
    return going({ name: 'around', aim, trail: [{ x: from.x, y: from.y }, place(event)] })
  if (event.type !== 'up') return going(state)
  // With the lasso a click selects, too: what else would it mean?
  const inside = from.x >= 0 && from.y >= 0 && from.x < easel.picture.width && from.y < easel.picture.height
  return over(inside ? { aim, from, click: { x: from.x, y: from.y, keep: aim !== 'subtract' } } : null)
}

function around(state: RegionTool & { name: 'around' }, event: GestureEvent, easel: RegionEasel): RegionPlan {
  const { aim } = state
  if (event.type === 'move') return going({ ...state, trail: [...state.trail, place(event)] })
  if (event.type !== 'up') return going(state)
  const trail = [...state.trail, place(event)]
  const mask = lassoMask(trail, easel.picture)
  const from = { ...event, ...(trail[0] as Point) }
  return over(isEmpty(mask) ? null : { aim, from, sketch: { way: aim === 'subtract' ? 'off' : 'around', mask } })
}

function overIt(state: RegionTool & { name: 'over' }, event: GestureEvent, easel: RegionEasel): RegionPlan {
  const { aim, from } = state
  if (event.type !== 'move' && event.type !== 'up') return going(state)
  const mask = painted(state.mask, easel.picture, roughBrush(easel), state.last, event)
  if (event.type === 'move') return going({ ...state, mask, last: place(event) })
  return over(isEmpty(mask) ? null : { aim, from, sketch: { way: aim === 'subtract' ? 'off' : 'over', mask } })
}

/** A rough stroke says where, not how softly. */
function roughBrush({ brush }: RegionEasel): Brush {
  return { radius: brush.radius, feather: 0, erase: false }
}

function going(state: RegionTool): RegionPlan {
  return { state, wish: null }
}

function over(wish: RegionWish | null): RegionPlan {
  return { state: regionStart, wish }
}

function place({ x, y }: Point): Point {
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }
}

export function regionGrip(state: RegionState, at: Point, picture: Size): Grip | null {
  const selection = selectionOf(state, picture)
  return selection && coverAt(selection, picture, at) > 0.3 ? { part: 'body', index: 0 } : null
}

/** The region elsewhere: the mask with its clicks. */
export function regionMoved(state: RegionState, by: Point, picture: Size): RegionState {
  const clicks = state.clicks.map((click) => ({ ...click, x: click.x + by.x, y: click.y + by.y }))
  return { ...state, clicks, mask: state.mask && pushed(state.mask, picture, by) }
}

import type { Point, Size } from '../../core/geometry'
import { distance } from '../../core/geometry'
import type { Grip } from '../gesture'
import { coverAt, pushed } from '../paint'
import type { Arrow, FluidState } from './state'

/** An arrow has two handles: where it stands (even) and its head (odd), where what it stands on is a second later. */
export function handlesOf(arrow: Arrow): [Point, Point] {
  return [
    { x: arrow.x, y: arrow.y },
    { x: arrow.x + arrow.dx, y: arrow.y + arrow.dy },
  ]
}

/** Picture pixels a second. */
export function speedOf({ dx, dy }: Arrow): number {
  return Math.hypot(dx, dy)
}

/** Where an arrow points: degrees, 0 to the right, 90 up. */
export function angleOf({ dx, dy }: Arrow): number {
  return (Math.atan2(-dy, dx) * 180) / Math.PI
}

/** The arrow with another speed and direction, as `speedOf` and `angleOf` say them; one of no speed points nowhere. */
export function headed(arrow: Arrow, speed: number, angle: number): Arrow {
  const turn = (angle * Math.PI) / 180
  return { ...arrow, dx: speed * Math.cos(turn), dy: -speed * Math.sin(turn) }
}

/** The arrow that a handle belongs to. */
export function arrowOf(handle: number): number {
  return handle >> 1
}

/** The nearest handle of an arrow (heads first), else the area. */
export function fluidGrip(state: FluidState, at: Point, slop: number, picture: Size): Grip | null {
  let grip: Grip | null = null
  let nearest = slop
  state.arrows.forEach((arrow, index) => {
    const [foot, head] = handlesOf(arrow)
    for (const [handle, place] of [
      [2 * index + 1, head],
      [2 * index, foot],
    ] as const) {
      const off = distance(place, at)
      if (off > nearest || (off === nearest && grip)) continue
      grip = { part: 'point', index: handle }
      nearest = off
    }
  })
  return grip ?? (coverAt(state.mask, picture, at) > 0.3 ? { part: 'body', index: 0 } : null)
}

/** A foot takes its arrow along, a head turns and stretches it, the area takes everything. */
export function fluidMoved(state: FluidState, grip: Grip | null, by: Point, picture: Size): FluidState {
  if (grip?.part === 'point') {
    const held = arrowOf(grip.index)
    const arrows = state.arrows.map((arrow, index) => {
      if (index !== held) return arrow
      return grip.index % 2 === 1
        ? { ...arrow, dx: tenth(arrow.dx + by.x), dy: tenth(arrow.dy + by.y) }
        : { ...arrow, x: tenth(arrow.x + by.x), y: tenth(arrow.y + by.y) }
    })
    return { ...state, arrows }
  }
  const arrows = state.arrows.map((arrow) => ({ ...arrow, x: tenth(arrow.x + by.x), y: tenth(arrow.y + by.y) }))
  return { ...state, arrows, mask: pushed(state.mask, picture, by) }
}

/** Without the arrow of a handle; null where there is none. */
export function withoutArrow(state: FluidState, handle: number): FluidState | null {
  const arrow = arrowOf(handle)
  return arrow < state.arrows.length ? { ...state, arrows: state.arrows.toSpliced(arrow, 1) } : null
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

import type { Point, Size } from '../../../core/geometry'
import type { View } from '../../state'

// How the picture lies on the stage: everything in CSS pixels of the stage.

const [least, most] = [0.02, 32]

/** What the picture keeps clear of when it is fitted, in CSS pixels. */
export interface Margin {
  side: number
  top: number
  bottom: number
}

/** The whole picture in the middle of what is clear of the stage, never enlarged past twice its size. */
export function fitted(picture: Size, stage: Size, margin: Margin): View {
  const room = { width: stage.width - 2 * margin.side, height: stage.height - margin.top - margin.bottom }
  const zoom = Math.min(Math.max(room.width, 16) / picture.width, Math.max(room.height, 16) / picture.height, 2)
  return {
    zoom,
    x: Math.round((stage.width - picture.width * zoom) / 2),
    y: Math.round(margin.top + (room.height - picture.height * zoom) / 2),
    fit: true,
  }
}

/** Larger or smaller by a factor; the place of the picture under `at` stays where it is. */
export function zoomedAt(view: View, at: Point, factor: number): View {
  const zoom = Math.min(most, Math.max(least, view.zoom * factor))
  const share = zoom / view.zoom
  return { zoom, x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share, fit: false }
}

export function panned(view: View, by: Point): View {
  return { ...view, x: view.x + by.x, y: view.y + by.y, fit: false }
}

/** Two fingers: what lies between them follows them, and their distance is the zoom. */
export function pinched(view: View, before: readonly [Point, Point], after: readonly [Point, Point]): View {
  const gap = ([a, b]: readonly [Point, Point]) => Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1)
  const middle = ([a, b]: readonly [Point, Point]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const [from, to] = [middle(before), middle(after)]
  return zoomedAt(panned(view, { x: to.x - from.x, y: to.y - from.y }), to, gap(after) / gap(before))
}

export function toPicture(view: View, at: Point): Point {
  return { x: (at.x - view.x) / view.zoom, y: (at.y - view.y) / view.zoom }
}

export function toStage(view: View, at: Point): Point {
  return { x: view.x + at.x * view.zoom, y: view.y + at.y * view.zoom }
}

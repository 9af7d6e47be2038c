import type { Size } from '../core/geometry'
import type { HintPlace } from '../core/influence'
import type { Project } from '../project/project'

/**
 * Where the visible tracks and pins sit in the still, in control order, as the motion graph wants
 * them: 0..1 of width and height. A path of one point, which moves nothing yet, counts only while it is
 * being drawn (`unfinished`), so that what it will move is known when its second point comes.
 */
export function hintPlaces(project: Pick<Project, 'controls' | 'picture'>, unfinished = false): HintPlace[] {
  const places: HintPlace[] = []
  for (const control of project.controls) {
    if (control.hidden) continue
    if (control.kind === 'trajectory') {
      const start = control.points[0]
      if (start && (unfinished || control.points.length > 1)) places.push(place(start, project.picture, true))
    } else if (control.kind === 'pin') places.push(place(control, project.picture, false))
  }
  return places
}

/** The same for the same list of places. */
export function placesKey(places: readonly HintPlace[]): string {
  return places.map(({ x, y, moving }) => `${moving ? 'm' : 's'}${x.toFixed(6)},${y.toFixed(6)}`).join(' ')
}

function place(at: { x: number; y: number }, picture: Size, moving: boolean): HintPlace {
  return { x: at.x / picture.width, y: at.y / picture.height, moving }
}

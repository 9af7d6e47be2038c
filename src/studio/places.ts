import type { HintPlace } from '../core/influence'
import { hintPlaces } from '../motion/places'
import { type Control, compileHints, type Project } from '../project/project'

/**
 * Where the visible tracks and pins sit in the still, in control order, as the motion graph wants
 * them. A path of one point, which moves nothing yet, counts only while it is being drawn
 * (`unfinished`), so that what it will move is known when its second point comes.
 */
export function projectPlaces(project: Project, unfinished = false): HintPlace[] {
  const begun = unfinished ? { ...project, controls: project.controls.map(withEnd) } : project
  return hintPlaces(compileHints(begun), project.picture)
}

/** The same for the same list of places. */
export function placesKey(places: readonly HintPlace[]): string {
  return places.map(({ x, y, moving }) => `${moving ? 'm' : 's'}${x},${y}`).join(' ')
}

function withEnd(control: Control): Control {
  const [start, ...rest] = control.kind === 'trajectory' ? control.points : []
  return start && rest.length === 0 ? ({ ...control, points: [start, start] } as Control) : control
}

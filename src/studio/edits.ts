import type { ControlInput } from '../controls/registry'
import { KinoraError } from '../core/errors'
import type { Control, Project } from '../project/project'
import type { GenerationSettings } from '../project/settings'
import { parseControl, parseControlInput, parseSettings } from './validation'

/** Changes of a project, as pure functions: each gives a new project or throws and changes nothing. */

/** Most controls a project may have; as in its schema. */
const mostControls = 256

export type ControlChange = Partial<ControlInput> | Partial<Pick<Control, 'name' | 'hidden' | 'hue'>>

export function addControl(project: Project, input: ControlInput, id: string): Project {
  if (project.controls.length >= mostControls) throw new KinoraError('control-invalid', { field: 'controls' })
  const state = parseControlInput(input)
  const added = { id, name: '', hidden: false, hue: freeHue(project), ...structuredClone(state) }
  return { ...project, controls: [...project.controls, added] }
}

export function updateControl(project: Project, id: string, change: ControlChange): Project {
  const index = indexOf(project, id)
  const before = project.controls[index] as Control
  for (const fixed of ['id', 'kind'] as const)
    if (fixed in change && (change as Partial<Control>)[fixed] !== before[fixed])
      throw new KinoraError('control-invalid', { field: fixed, reason: 'cannot be changed' })
  const after = parseControl({ ...before, ...structuredClone(change) })
  return { ...project, controls: project.controls.with(index, after) }
}

export function removeControl(project: Project, id: string): Project {
  const index = indexOf(project, id)
  return { ...project, controls: project.controls.toSpliced(index, 1) }
}

/** Moves a control in depth order; 0 is the back, and an index past either end is the end. */
export function reorderControl(project: Project, id: string, index: number): Project {
  const from = indexOf(project, id)
  const moved = project.controls[from] as Control
  const others = project.controls.toSpliced(from, 1)
  const to = Math.min(Math.max(0, Math.round(index)), others.length)
  return to === from ? project : { ...project, controls: others.toSpliced(to, 0, moved) }
}

/** All controls at once, as a gesture leaves them. */
export function replaceControls(project: Project, controls: readonly Control[]): Project {
  return { ...project, controls: controls.map(parseControl) }
}

export function renameProject(project: Project, name: string): Project {
  return { ...project, name: name.slice(0, 200) }
}

export function changeSettings(project: Project, change: Partial<GenerationSettings>): Project {
  return { ...project, settings: parseSettings({ ...project.settings, ...change }) }
}

function indexOf(project: Project, id: string): number {
  const index = project.controls.findIndex((control) => control.id === id)
  if (index < 0) throw new KinoraError('control-unknown', { id })
  return index
}

/** The lowest place of the palette that no control has. */
function freeHue(project: Project): number {
  const taken = new Set(project.controls.map((control) => control.hue))
  for (let hue = 0; hue < 64; hue++) if (!taken.has(hue)) return hue
  return project.controls.length % 64
}

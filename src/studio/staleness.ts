import type { Control, Project } from '../project/project'

/** What a control is called and its colour: nothing of the result hangs on them. */
const looks = new Set(['name', 'hue', 'hidden'])

/** Whether a render of one project is a render of the other: same picture, same settings, same visible controls. */
export function sameRender(a: Project, b: Project): boolean {
  if (a === b) return true
  return (
    a.picture.sha256 === b.picture.sha256 &&
    sameValue(a.settings, b.settings) &&
    sameValue(visible(a).map(withoutLooks), visible(b).map(withoutLooks))
  )
}

/** Whether two values hold the same data, whatever objects they are made of. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Uint8Array || b instanceof Uint8Array)
    return a instanceof Uint8Array && b instanceof Uint8Array && sameBytes(a, b)
  const keys = definedKeys(a)
  if (keys.length !== definedKeys(b).length) return false
  return keys.every((key) => sameValue(a[key as keyof typeof a], b[key as keyof typeof b]))
}

function visible(project: Project): Control[] {
  return project.controls.filter((control) => !control.hidden)
}

function withoutLooks(control: Control): object {
  return Object.fromEntries(Object.entries(control).filter(([field]) => !looks.has(field)))
}

function definedKeys(value: object): string[] {
  return Object.keys(value).filter((key) => value[key as keyof typeof value] !== undefined)
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

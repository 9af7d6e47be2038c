import type { Grip } from '../../../../controls/gesture'
import { gripAt, isArea } from '../../../../controls/surface'
import type { Point } from '../../../../core/geometry'
import type { Control } from '../../../../project/project'
import type { Scene } from './scene'

/** A control with the part of it that a hand would take hold of. */
export interface Hold {
  control: Control
  grip: Grip
}

/** The control under the pointer, the selected one first, then from front to back; areas after lines. */
export function controlAt(at: Point, slop: number, scene: Scene): Hold | null {
  const visible = scene.controls.filter((control) => !control.hidden)
  const selected = visible.find((control) => control.id === scene.selection)
  const handle = selected && gripAt(selected, at, slop, scene.picture, true)
  if (selected && handle?.part === 'point') return { control: selected, grip: handle }
  const ordered = [
    ...visible.filter((control) => control.id === scene.selection && !isArea(control)),
    ...visible.filter((control) => !isArea(control)).reverse(),
    ...visible.filter((control) => isArea(control)).reverse(),
  ]
  for (const control of ordered) {
    const grip = gripAt(control, at, slop, scene.picture)
    if (grip) return { control, grip }
  }
  return null
}

/** Whether the trajectory tool takes hold of this rather than begins a new path on it. */
export function takenByDrawing({ control, grip }: Hold, scene: Scene): boolean {
  if (control.kind !== 'trajectory' || grip.part !== 'point' || grip.index === 0) return false
  return control.id === scene.selection || grip.index === control.points.length - 1
}

/** The selected region's pivot or free end at a place; null: neither is there. */
export function pivotAt(at: Point, slop: number, scene: Scene): Hold | null {
  const control = scene.controls.find(({ id, hidden }) => id === scene.selection && !hidden)
  if (control?.kind !== 'region') return null
  const grip = gripAt(control, at, slop, scene.picture, true)
  return grip?.part === 'point' ? { control, grip } : null
}

/** The region at a place, the selected one first, then from front to back; within `reach` picture pixels. */
export function regionAt(
  at: Point,
  reach: number,
  scene: Pick<Scene, 'controls' | 'selection' | 'picture'>,
): Control | null {
  const regions = scene.controls.filter(({ kind, hidden }) => kind === 'region' && !hidden)
  const ordered = [...regions.filter(({ id }) => id === scene.selection), ...regions.toReversed()]
  const places = [
    [0, 0],
    [reach, 0],
    [-reach, 0],
    [0, reach],
    [0, -reach],
  ] as const
  return (
    ordered.find((region) =>
      places.some(([dx, dy]) => gripAt(region, { x: at.x + dx, y: at.y + dy }, 0, scene.picture)),
    ) ?? null
  )
}

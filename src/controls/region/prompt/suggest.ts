import type { MotionName } from './motions/names'
import type { Shape } from './shape/shape'

/** Motions that suit a thing of this shape, the aptest first. */
export function suggestionsFor(shape: Shape | null): MotionName[] {
  const out: MotionName[] = []
  const add = (...names: MotionName[]) => {
    for (const name of names) if (!out.includes(name)) out.push(name)
  }
  if (!shape) return ['sway', 'float', 'drift', 'breathe']
  const { roles, wheels, hold, box, lying, limbs } = shape
  if (wheels.length > 0) add('drive', 'bounce', 'shake')
  if (hold.kind === 'hang') add('swing', 'sway', 'spin')
  if (hold.kind === 'side') add('flutter', 'sway')
  if (roles.legs.length >= 2) add('walk', 'run', lying ? 'wag' : 'dance', 'nod', 'jump')
  if (roles.arms.length > 0 && !lying) add('wave')
  if (roles.wings.length > 1 && roles.legs.length < 2) add('fly', 'float')
  // What lies and tapers is a boat as often as a fish.
  if (roles.tail !== null && lying) add('float', 'swim', 'rock', 'wag')
  // A mast, a rocket: too slim for a head.
  if (!lying && box.height > 2.8 * box.width && roles.legs.length < 2) add('sway', 'bend', 'rise')
  if (!lying && hold.kind === 'foot' && limbs.length > 0 && roles.legs.length < 2) add('sway', 'nod', 'turn', 'breathe')
  if (box.height > 1.4 * box.width && roles.legs.length < 2) add('sway', 'bend', 'nod')
  if (limbs.length === 0) add('float', 'rock', lying ? 'flutter' : 'bounce', 'spin', 'pulse')
  add('float', 'rock', 'sway', 'drift', 'breathe', 'spin', 'jump', 'grow')
  return out.slice(0, 12)
}

import type { Point } from '../../../../core/geometry'
import type { Shape } from '../shape/shape'
import type { PartName } from '../state'
import { band, corner, crowned, flank, half, headAlone, headBand, headward } from './likely'
import { plane, smooth } from './planes'
import type { Target } from './target'
import { corridor, limbTarget, straight, wholeOf } from './told'

/** The targets that a part's name means, and whether the outline shows it; otherwise they are where it would likely be. */
export interface Found {
  targets: Target[]
  sure: boolean
}

/** Where a person has said that it is held and ends. */
export interface Handles {
  pivot?: Point
  tip?: Point
}

export function findPart(shape: Shape, part: PartName, handles: Handles = {}): Found {
  const found = guess(shape, part)
  const [only] = found.targets
  if (!only || found.targets.length > 1 || (!handles.pivot && !handles.tip)) return found
  const pivot = handles.pivot ?? (only.spine[0] as Point)
  const tip = handles.tip ?? (only.spine.at(-1) as Point)
  if (part === 'whole') return { targets: [straight(shape, pivot, tip)], sure: true }
  // A part that was only guessed is where the handles say.
  if (!found.sure && handles.pivot && handles.tip) return { targets: [corridor(shape, pivot, tip)], sure: true }
  return { targets: [{ ...only, spine: [pivot, ...only.spine.slice(1, -1), tip] }], sure: found.sure }
}

function guess(shape: Shape, part: PartName): Found {
  const { roles, box, trunk } = shape
  const several = (indices: readonly number[], instead: () => Target[]): Found =>
    indices.length > 0
      ? { targets: indices.map((index) => limbTarget(shape, index)), sure: true }
      : { targets: instead(), sure: false }
  /** The subject's left is on the picture's right. */
  const sided = (found: Found, side: 'left' | 'right'): Found => {
    const sorted = found.targets.toSorted((a, b) => middle(a) - middle(b))
    const one = side === 'left' ? sorted.at(-1) : sorted[0]
    return { targets: one ? [one] : [], sure: found.sure }
  }
  switch (part) {
    case 'whole':
      return { targets: [wholeOf(shape)], sure: true }
    case 'head':
      if (roles.head !== null)
        return { targets: [crowned(shape, roles.head) ?? limbTarget(shape, roles.head)], sure: true }
      return headAlone(shape)
        ? {
            targets: [straight(shape, { x: shape.centre.x, y: box.bottom }, { x: shape.centre.x, y: box.top })],
            sure: true,
          }
        : { targets: [headBand(shape)], sure: !shape.lying }
    case 'tail':
      return several(roles.tail === null ? [] : [roles.tail], () => [
        shape.lying
          ? band(shape, { x: -headward(shape), y: 0 }, 0.3)
          : band(shape, { x: 0, y: shape.hold.kind === 'hang' ? -1 : 1 }, 0.3),
      ])
    case 'ears':
      return several(roles.ears, () => [corner(shape, -1), corner(shape, 1)])
    case 'arms':
      return several(roles.arms, () => [flank(shape, -1), flank(shape, 1)])
    case 'wings':
      return several(roles.wings, () => [flank(shape, -1), flank(shape, 1)])
    case 'legs':
      return several(roles.legs, () => [half(shape, -1), half(shape, 1)])
    case 'left arm':
    case 'right arm':
      return sided(guess(shape, 'arms'), part === 'left arm' ? 'left' : 'right')
    case 'left wing':
    case 'right wing':
      return sided(guess(shape, 'wings'), part === 'left wing' ? 'left' : 'right')
    case 'left leg':
    case 'right leg':
      return sided(guess(shape, 'legs'), part === 'left leg' ? 'left' : 'right')
    case 'wheels':
      return {
        targets: shape.wheels.map(({ x, y, radius }) => ({
          member: plane(shape, (px, py) => 1 - smooth(0.9, 1.06, Math.hypot(px - x, py - y) / radius)),
          along: plane(shape, () => 1),
          spine: [
            { x, y },
            { x: x + radius, y },
          ],
          side: 0,
        })),
        sure: shape.wheels.length > 0,
      }
    case 'body': {
      const reach = Math.max(
        trunk.radius,
        0.25 * Math.min(box.width, box.height),
        0.15 * Math.max(box.width, box.height),
      )
      const member = plane(shape, (x, y) => 1 - smooth(0.7, 1.9, Math.hypot(x - trunk.x, y - trunk.y) / reach))
      const spine = [
        { x: trunk.x, y: trunk.y + reach },
        { x: trunk.x, y: trunk.y - reach },
      ]
      return { targets: [{ member, along: plane(shape, () => 1), spine, side: 0 }], sure: true }
    }
    case 'top':
      return { targets: [band(shape, { x: 0, y: -1 }, 0.45)], sure: true }
    case 'bottom':
      return { targets: [band(shape, { x: 0, y: 1 }, 0.45)], sure: true }
  }
}

const middle = ({ spine }: Target) => ((spine[0] as Point).x + (spine.at(-1) as Point).x) / 2

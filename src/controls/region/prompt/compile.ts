import type { Point, Size } from '../../../core/geometry'
import type { ClipTime } from '../../../core/hint'
import type { Mask } from '../../../core/image'
import type { Part } from '../../../core/part'
import { magnitudeMeter } from './magnitude'
import { motions } from './motions'
import type { Cast, Motion } from './motions/motion'
import type { Plan } from './plan'
import { findPart, type Handles } from './rig/find'
import { momentsOf, sampled } from './rig/sample'
import { pivotOf, type Target, tipOf } from './rig/target'
import { straight, wholeOf } from './rig/told'
import { hangs, type Shape } from './shape/shape'
import type { PartName } from './state'

/** A plan fitted to a shape: which of its parts move, held where. */
export interface Casting {
  plan: Plan
  part: PartName
  targets: Target[]
  /** False: the outline does not show the part, it is where it would likely be. */
  sure: boolean
}

/** Chooses what of the shape moves: what was asked for, or what the motion moves by itself. */
export function castOf(plan: Plan, shape: Shape, handles: Handles): Casting {
  const motion = motions[plan.motion]
  const part = plan.part ?? ownPart(plan, shape) ?? motion.parts[0] ?? 'whole'
  if (part !== 'whole') return { plan, part, ...findPart(shape, part, handles) }
  const { pivot, tip } = heldAt(motion, shape)
  return {
    plan,
    part,
    targets: [straight(shape, handles.pivot ?? pivot, handles.tip ?? tip)],
    sure: known(plan, shape),
  }
}

/** What a figure moves where another thing moves as a whole: it waves with the hand that is higher. */
function ownPart({ motion }: Plan, { roles, limbs, lying, trunk }: Shape): PartName | null {
  const arms = roles.arms.flatMap((index) => limbs[index] ?? [])
  if (motion !== 'wave' || lying || roles.head === null || arms.length < 2) return null
  const raised = arms.reduce((best, arm) => (arm.tip.y < best.tip.y ? arm : best))
  // The subject's left is on the picture's right.
  return raised.tip.x > trunk.x ? 'left arm' : 'right arm'
}

/** Whether the outline has the limbs that a motion of the whole needs. */
function known({ motion }: Plan, { roles, wheels }: Shape): boolean {
  switch (motion) {
    case 'walk':
    case 'run':
      return roles.legs.length > 0
    case 'fly':
      return roles.wings.length > 0
    case 'drive':
      return wheels.length > 0
    default:
      return true
  }
}

function heldAt({ held }: Motion, shape: Shape): { pivot: Point; tip: Point } {
  const { box, centre, axis, hold, pole, roles, limbs } = shape
  switch (held) {
    case 'hold':
      return hold
    case 'top':
      // What swings hangs, also where its cord is too thin to be seen, unless it leaves the picture elsewhere.
      return hold.kind === 'foot' && shape.grid.box.bottom < shape.grid.height - 1
        ? { pivot: { x: hold.tip.x, y: box.top }, tip: hold.pivot }
        : hold
    case 'pole':
      // A cloth waves from its pole; what stands tall like a plant waves from its foot.
      return box.height > 1.5 * box.width ? hold : pole
    case 'foot':
      return hangs(shape) ? hold : { pivot: { x: centre.x, y: box.bottom }, tip: { x: centre.x, y: box.top } }
    case 'middle':
      return { pivot: centre, tip: { x: centre.x, y: box.top } }
    case 'axis': {
      const half = Math.hypot(box.width * axis.x, box.height * axis.y) / 2
      // Its front is the thick end, but for a head on a neck.
      const head = shape.lying || roles.head === null ? undefined : limbs[roles.head]
      const ahead = head ? (head.tip.x - centre.x) * axis.x + (head.tip.y - centre.y) * axis.y : 1
      const front = ahead < 0 ? -half : half
      return {
        pivot: { x: centre.x + axis.x * front, y: centre.y + axis.y * front },
        tip: { x: centre.x - axis.x * front, y: centre.y - axis.y * front },
      }
    }
  }
}

/** Where a casting is held and where its free end is, for handles on the stage; null: several parts move, or it is held nowhere. */
export function handlesOf({ plan, part, targets }: Casting): { pivot: Point; tip: Point } | null {
  const [only] = targets
  const { held, aim } = motions[plan.motion]
  if (part === 'whole' && held === 'middle' && aim !== 'side') return null
  return only && targets.length === 1 ? { pivot: pivotOf(only), tip: tipOf(only) } : null
}

/** Most by which the pace is raised where amount alone does not make the magnitude that was asked for. */
const mostHurry = 12

/** Parts that do what was planned, at the magnitude that was asked for (within 10 %, as far as a motion can go). */
export function compile(casting: Casting, shape: Shape, mask: Mask, clip: ClipTime, picture: Size): Part[] {
  const { plan, part, targets } = casting
  const motion = motions[plan.motion]
  const make = (amount: number, hurry: number): Part[] => {
    const speed = plan.speed * hurry
    const cast: Cast = {
      shape,
      targets,
      part,
      amount,
      direction: plan.direction,
      pace: { ...plan, clip, cycle: motion.cycle, speed },
      find: (name) => (name === part ? targets : name === 'whole' ? [wholeOf(shape)] : findPart(shape, name).targets),
    }
    return sampled(motion.build(cast), momentsOf(clip, motion.cycle / speed))
  }
  if (plan.magnitude === null) return make(plan.amount, 1)
  if (plan.magnitude === 0) return []
  const measure = magnitudeMeter(mask, clip, picture)
  let parts: Part[] = []
  for (let hurry = 1; hurry <= mostHurry; hurry *= 1.6) {
    parts = solved((amount) => make(amount, hurry), measure, plan.magnitude, motion.most)
    if (measure(parts) > 0.95 * plan.magnitude) break
  }
  return parts
}

/** The amount at which a measure that grows with it is as wanted (regula falsi, Illinois), at most `most`. */
function solved(
  make: (amount: number) => Part[],
  measure: (parts: Part[]) => number,
  wanted: number,
  most: number,
): Part[] {
  let parts = make(most)
  let [low, below] = [0, -wanted]
  let [high, above] = [most, measure(parts) - wanted]
  if (above <= 0) return parts
  let side = 0
  for (let round = 0; round < 12; round++) {
    const amount = (low * above - high * below) / (above - below)
    parts = make(amount)
    const off = measure(parts) - wanted
    if (Math.abs(off) < 0.02 * wanted) break
    if (off < 0) {
      ;[low, below] = [amount, off]
      if (side < 0) above /= 2
      side = -1
    } else {
      ;[high, above] = [amount, off]
      if (side > 0) below /= 2
      side = 1
    }
  }
  return parts
}

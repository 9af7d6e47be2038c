import { bones, type Joints } from '../../core/body/skeleton'
import type { Size } from '../../core/geometry'
import type { Mask, Plane } from '../../core/image'
import { maskToPlane } from '../../core/mask'
import { boneWeights, fleshOf } from './weights'

/** A thing that a body is made of: where it is, and how much each place of it takes of some bones' motion. */
export interface BodyLayer {
  selection: Mask
  /** Indices of bones (the number of bones: the pelvis) and their shares, which add up to 1. */
  limbs: { bone: number; weight: Plane }[]
}

type Side = 'left' | 'right'

/** By the joints as they lie in the still, of one picture. */
const made = new WeakMap<Joints, { figure: Mask | undefined; behind: string; layers: BodyLayer[] }>()

/** Arms are layers of their own, so that they move before the torso, or behind it, and not with its skin. */
export function layersOf(
  joints: Joints,
  figure: Mask | undefined,
  picture: Size,
  behind: readonly Side[],
): BodyLayer[] {
  const order = behind.toSorted().join()
  const known = made.get(joints)
  if (known && known.figure === figure && known.behind === order) return known.layers
  const weights = boneWeights(joints, picture, behind)
  const whole = withinReach(figure, joints, picture)
  const arm = (side: Side) => armLayer(side, weights, whole)
  const sides: readonly Side[] = ['left', 'right']
  const front = sides.filter((side) => !behind.includes(side)).map(arm)
  const layers = [
    ...sides.filter((side) => behind.includes(side)).map(arm),
    {
      selection: withoutArms(whole, front, fleshOf(joints, picture, trunkMore, notArm)),
      limbs: sharedBy(weights, notArm),
    },
    ...front,
  ]
  made.set(joints, { figure, behind: order, layers })
  return layers
}

const notArm = (name: string) => !/Arm|Forearm/.test(name)
/** How much further the body may reach behind its arms than the flesh of its bones, in the length of the torso. */
const trunkMore = 0.03

/** Where an arm that lies before it hangs beside the body there is nothing behind the arm but the background. */
function withoutArms(whole: Mask, arms: readonly BodyLayer[], trunk: Mask): Mask {
  const body = maskToPlane(trunk, whole.width, whole.height)
  const data = whole.data.map((value, i) => {
    const most = Math.max(0, ...arms.map(({ selection }) => selection.data[i] as number))
    return Math.max(value - most, value * (body.data[i] as number))
  })
  return { ...whole, data }
}

/** Of all the people of a picture, the one on these bones. */
function withinReach(figure: Mask | undefined, joints: Joints, picture: Size): Mask {
  if (!figure) return fleshOf(joints, picture)
  const near = maskToPlane(fleshOf(joints, picture, 0.4), figure.width, figure.height)
  return { ...figure, data: figure.data.map((value, i) => value * (near.data[i] as number)) }
}

function armLayer(side: Side, weights: readonly Plane[], whole: Mask): BodyLayer {
  const own = (name: string) => name === `${side}UpperArm` || name === `${side}Forearm`
  const arms = bones.flatMap(({ name }, k) => (own(name) ? [weights[k] as Plane] : []))
  const first = arms[0] as Plane
  const sum: Mask = { width: first.width, height: first.height, data: new Uint8Array(first.data.length) }
  for (let i = 0; i < sum.data.length; i++)
    sum.data[i] =
      255 *
      Math.min(
        1,
        arms.reduce((total, { data }) => total + (data[i] as number), 0),
      )
  const share = maskToPlane(sum, whole.width, whole.height)
  const data = whole.data.map((value, i) => value * Math.min(1, Math.max(0, 4 * (share.data[i] as number) - 1.5)))
  return { selection: { ...whole, data }, limbs: sharedBy(weights, own) }
}

/** Some bones' shares alone, made to add up to 1. */
function sharedBy(weights: readonly Plane[], which: (name: string) => boolean): BodyLayer['limbs'] {
  const names = [...bones.map(({ name }) => name as string), 'pelvis']
  const own = names.flatMap((name, bone) => (which(name) ? [bone] : []))
  const sums = new Float32Array((weights[0] as Plane).data.length)
  for (const bone of own)
    weights[bone]?.data.forEach((value, i) => {
      sums[i] = (sums[i] as number) + value
    })
  return own.map((bone) => {
    const weight = weights[bone] as Plane
    return {
      bone,
      weight: {
        ...weight,
        // Where all of them are as far away as can be, each has an even part.
        data: weight.data.map((value, i) => (value + 1e-36) / ((sums[i] as number) + 1e-36 * own.length)),
      },
    }
  })
}

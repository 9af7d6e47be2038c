import { length } from '../../core/body/measure'
import { bones, type Joints, jointNames } from '../../core/body/skeleton'
import type { Point, Size } from '../../core/geometry'
import type { Mask, Plane } from '../../core/image'

/** Long side of the maps that say what goes with which bone. */
const side = 160

/** How much nearer an arm counts that lies before the body, in the length of the torso: what is seen there is the arm. */
const before = 0.03

/** How thick a bone's flesh is, in the length of the torso. */
function thickness(name: string): number {
  if (name === 'torso') return 0.27
  if (name === 'head') return 0.3
  return /Thigh/.test(name) ? 0.13 : /UpperArm|Shin/.test(name) ? 0.09 : 0.07
}

/**
 * How much each place takes of each bone's motion (after the bones: of the pelvis'), 0..1, adding up to 1: each
 * place goes with the bone whose flesh it is nearest to, smoothly from one to the next. Where an arm lies before the body
 * the arm is nearest, however deep within the body's flesh that place is.
 *
 * @param behind arms that lie behind the body instead
 */
export function boneWeights(joints: Joints, picture: Size, behind: readonly ('left' | 'right')[] = []): Plane[] {
  const scale = side / Math.max(picture.width, picture.height)
  const width = Math.max(2, Math.round(picture.width * scale))
  const height = Math.max(2, Math.round(picture.height * scale))
  const unit = unitOf(joints)
  const limbs = limbsOf(joints)
  const planes = limbs.map(() => ({ width, height, data: new Float32Array(width * height) }))
  const away = new Float32Array(limbs.length)
  const front = limbs.map((_, k) => {
    const [, side] = /^(left|right)(UpperArm|Forearm)$/.exec(bones[k]?.name ?? '') ?? []
    return side !== undefined && !behind.some((one) => one === side)
  })
  const soft = 0.06 * unit
  for (let i = 0; i < width * height; i++) {
    const x = ((i % width) + 0.5) / scale
    const y = (Math.floor(i / width) + 0.5) / scale
    let body = 0
    limbs.forEach((limb, k) => {
      away[k] = fromLimb(limb, x, y) - limb.thick
      if (!front[k]) body = Math.min(body, away[k] as number)
    })
    let least = Number.POSITIVE_INFINITY
    away.forEach((value, k) => {
      away[k] = front[k] ? value - before * unit : value - body
      least = Math.min(least, away[k] as number)
    })
    let sum = 0
    away.forEach((value, k) => {
      away[k] = Math.exp(-(((value - least) / soft) ** 2))
      sum += away[k] as number
    })
    away.forEach((value, k) => {
      ;(planes[k] as Plane).data[i] = value / sum
    })
  }
  return planes
}

/**
 * What lies on the bones: a body that nothing else has outlined.
 * @param more how much further it reaches, in the length of the torso
 * @param of which bones; by default all of them
 */
export function fleshOf(joints: Joints, picture: Size, more = 0, of: (name: string) => boolean = () => true): Mask {
  const scale = 256 / Math.max(picture.width, picture.height)
  const width = Math.max(2, Math.round(picture.width * scale))
  const height = Math.max(2, Math.round(picture.height * scale))
  const data = new Uint8Array(width * height)
  const limbs = limbsOf(joints).filter((_, k) => of(bones[k]?.name ?? 'pelvis'))
  const [soft, wider] = [2 / scale, more * unitOf(joints)]
  for (let i = 0; i < data.length; i++) {
    const x = ((i % width) + 0.5) / scale
    const y = (Math.floor(i / width) + 0.5) / scale
    let most = 0
    for (const limb of limbs)
      most = Math.max(most, Math.min(1, 0.5 + (limb.thick + wider - fromLimb(limb, x, y)) / soft))
    data[i] = 255 * most
  }
  return { width, height, data }
}

interface Limb {
  a: Point
  b: Point
  thick: number
}

function limbsOf(joints: Joints): Limb[] {
  const unit = unitOf(joints)
  const at = (name: (typeof jointNames)[number]) => joints[jointNames.indexOf(name)] as Point
  return [
    ...bones.map(({ name, from, to }) => {
      const [a, b] = [joints[from] as Point, joints[to] as Point]
      const long = /Forearm|Shin/.test(name) ? 1.35 : name === 'head' ? 1.25 : 1
      return { a, b: { x: a.x + long * (b.x - a.x), y: a.y + long * (b.y - a.y) }, thick: thickness(name) * unit }
    }),
    { a: at('leftHip'), b: at('rightHip'), thick: 0.16 * unit },
  ]
}

/** The torso's length, not less than its shoulders say: one that leans towards the eye is short. */
function unitOf(joints: Joints): number {
  const at = (name: (typeof jointNames)[number]) => jointNames.indexOf(name)
  return Math.max(length(joints, 0, 1), 1.1 * length(joints, at('leftShoulder'), at('rightShoulder')), 1)
}

function fromLimb({ a, b }: Limb, x: number, y: number): number {
  const [ex, ey] = [b.x - a.x, b.y - a.y]
  const square = ex * ex + ey * ey
  const along = square > 0 ? Math.min(1, Math.max(0, ((x - a.x) * ex + (y - a.y) * ey) / square)) : 0
  return Math.hypot(x - a.x - along * ex, y - a.y - along * ey)
}

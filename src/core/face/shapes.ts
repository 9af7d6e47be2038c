import { type BlendshapeName, blendshapeNames } from './names'
import { landmarkCount, lips } from './points'
import { templateFace } from './template'

/** Where a landmark goes when a shape is fully there, in the template's unit. */
type Way = [x: number, y: number, z: number]
type Shape = (i: number, x: number, y: number, z: number) => Way

const upperLip: ReadonlySet<number> = new Set([
  ...lips.upperOuter,
  ...lips.upperMiddle,
  ...lips.upperNear,
  ...lips.upperInner,
])
const lowerLip: ReadonlySet<number> = new Set([
  ...lips.lowerOuter,
  ...lips.lowerMiddle,
  ...lips.lowerNear,
  ...lips.lowerInner,
])

const [mouthY, mouthHalf] = [at(13)[1], Math.abs(at(61)[0])]

/** The axis of the jaw runs through here, before the ears. */
const joint = { y: 0.25, z: 0.5 }
/** Parts of its width that a mouth loses with them. */
const [puckered, funnelled] = [0.42, 0.3]
/** How far a jaw opens, radians. */
const openJaw = 0.4

/** How much a place goes with the lower jaw: not at all above the mouth's line, wholly below the lower lip. */
function jaw(i: number, x: number, y: number): number {
  const aside = Math.min(1, Math.abs(x) / mouthHalf)
  if (upperLip.has(i)) return lowerLip.has(i) ? 0.32 : 0
  if (lowerLip.has(i)) return 1 - 0.62 * aside ** 2.4
  if (Math.abs(x) < mouthHalf * 1.1 && y < mouthY) return 0
  const beside = smooth(mouthHalf, 1.9 * mouthHalf, Math.abs(x))
  return smooth(mouthY - 0.02 - 0.32 * beside, mouthY + 0.14 + 0.16 * beside, y)
}

/** Half below, one on the side of the mouth's line where a lip lies. */
function sideOf(i: number, y: number): 'upper' | 'lower' {
  if (upperLip.has(i)) return 'upper'
  if (lowerLip.has(i)) return 'lower'
  return y < mouthY ? 'upper' : 'lower'
}

/** How near a place is to a landmark, 1 there, falling smoothly over `reach`. */
function near(x: number, y: number, landmark: number, reach: number): number {
  const [px, py] = at(landmark)
  return Math.exp(-((x - px) ** 2 + (y - py) ** 2) / (reach * reach))
}

/** How much a place goes with the lips: all of them, and softly what lies around. */
function withLips(i: number, x: number, y: number, reach: number): number {
  if (upperLip.has(i) || lowerLip.has(i)) return 1
  const [dx, dy] = [Math.max(0, Math.abs(x) - mouthHalf), Math.max(0, Math.abs(y - mouthY - 0.01) - 0.08)]
  return Math.exp(-(dx * dx + dy * dy) / (reach * reach))
}

const pair = <Name extends string>(name: Name, shape: (side: 1 | -1) => Shape) =>
  [
    [`${name}Left`, shape(1)],
    [`${name}Right`, shape(-1)],
  ] as [`${Name}${'Left' | 'Right'}`, Shape][]

const corner = (side: 1 | -1) => (side > 0 ? 291 : 61)
const still: Shape = () => [0, 0, 0]

/** What the shapes do apart from the lids and from lips that close, which go by the face's own outline. */
const shapes: Partial<Record<BlendshapeName, Shape>> = {
  jawOpen(i, x, y, z) {
    const share = jaw(i, x, y)
    // The lower lip goes no further down than the skin below it, which it would cover otherwise.
    const [dy, dz] = [y - joint.y, (lowerLip.has(i) ? Math.max(z, at(18)[2]) : z) - joint.z]
    const [cos, sin] = [Math.cos(openJaw), Math.sin(openJaw)]
    const narrow = -0.1 * x * withLips(i, x, y, 0.15)
    return [narrow, share * (dy * cos - dz * sin - dy), share * (dy * sin + dz * cos - dz)]
  },
  jawLeft: (i, x, y) => [0.1 * jaw(i, x, y), 0, 0],
  jawRight: (i, x, y) => [-0.1 * jaw(i, x, y), 0, 0],
  mouthPucker(i, x, y) {
    const share = withLips(i, x, y, 0.2)
    return [-puckered * x * share, -0.12 * (y - mouthY) * share, -0.12 * share]
  },
  mouthFunnel(i, x, y) {
    const share = withLips(i, x, y, 0.18)
    const up = sideOf(i, y) === 'upper'
    const middle = 1 - 0.8 * Math.min(1, Math.abs(x) / mouthHalf) ** 2
    return [-funnelled * x * share, (up ? -0.05 : 0.075) * share * middle, -0.08 * share]
  },
  mouthLeft: (i, x, y) => [0.12 * withLips(i, x, y, 0.22), 0, 0],
  mouthRight: (i, x, y) => [-0.12 * withLips(i, x, y, 0.22), 0, 0],
  mouthRollUpper: (i, _x, y) => [0, upperLip.has(i) ? 0.55 * (mouthY - y) : 0, 0],
  mouthRollLower: (i, _x, y) => [0, lowerLip.has(i) ? 0.55 * (mouthY - y) : 0, 0],
  cheekPuff(_i, x, y) {
    const side = x < 0 ? -1 : 1
    const [cx, cy] = [0.47 * side, mouthY - 0.08]
    const share = Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / 0.11) * smooth(0.05, 0.3, Math.abs(x))
    return [0.13 * side * share + 0.22 * (x - cx) * share, 0.16 * (y - cy) * share, -0.14 * share]
  },
  browInnerUp(_i, x, y) {
    const share = brow(x, y, 0, 0.3)
    return [0, -0.13 * share, 0]
  },
  ...Object.fromEntries([
    ...pair('browOuterUp', (side) => (_i, x, y) => [0, -0.12 * brow(x, y, 0.5 * side, 0.26), 0]),
    ...pair('browDown', (side) => (_i, x, y) => {
      const share = brow(x, y, 0.25 * side, 0.24)
      return [-0.035 * side * share, 0.085 * share, 0]
    }),
    ...pair('mouthSmile', (side) => (i, x, y) => {
      const lip = upperLip.has(i) || lowerLip.has(i)
      const pull = near(x, y, corner(side), lip ? 0.24 : 0.2)
      const cheek = near(x, y, side > 0 ? 425 : 205, 0.24) * (lip ? 0 : 1)
      const along = side * x > 0 ? 1 : Math.exp(-((x / 0.1) ** 2))
      return [(0.12 * pull + 0.02 * cheek) * side * along, (-0.11 * pull - 0.055 * cheek) * along, 0.06 * pull * along]
    }),
    ...pair('mouthFrown', (side) => (_i, x, y) => {
      const pull = near(x, y, corner(side), 0.22)
      return [0.01 * side * pull, 0.1 * pull, 0.02 * pull]
    }),
    ...pair('mouthStretch', (side) => (_i, x, y) => {
      const pull = near(x, y, corner(side), 0.24)
      return [0.12 * side * pull, 0.02 * pull, 0.05 * pull]
    }),
    ...pair('mouthUpperUp', (side) => (i, x, y) => {
      if (sideOf(i, y) === 'lower' || lowerLip.has(i)) return [0, 0, 0]
      const share = withLips(i, x, y, 0.14) * smooth(-0.16, 0.1, x * side) * arch(x)
      return [0, -0.09 * share, 0]
    }),
    ...pair('mouthLowerDown', (side) => (i, x, y) => {
      if (sideOf(i, y) === 'upper' || upperLip.has(i)) return [0, 0, 0]
      const share = withLips(i, x, y, 0.14) * smooth(-0.16, 0.1, x * side) * arch(x)
      return [0, 0.1 * share, 0]
    }),
    ...pair('noseSneer', (side) => (_i, x, y) => {
      const share = near(x, y, side > 0 ? 358 : 129, 0.17)
      return [0.01 * side * share, -0.07 * share, 0]
    }),
  ] satisfies [string, Shape][]),
}

/** Ways of every landmark for every blendshape, [shapes, 478, 3]; those of the lids are empty. */
export const shapeWays: Float32Array = (() => {
  const out = new Float32Array(blendshapeNames.length * landmarkCount * 3)
  blendshapeNames.forEach((name, k) => {
    const shape = shapes[name] ?? still
    for (let i = 0; i < 468; i++) out.set(shape(i, ...at(i)), 3 * (k * landmarkCount + i))
  })
  return out
})()

/** What draws a mouth together sideways: how much of its width is lost, `most`, and that at each landmark. */
export const narrowing = (
  [
    ['mouthPucker', puckered, 0.2],
    ['mouthFunnel', funnelled, 0.18],
  ] as const
).map(([name, most, reach]) => ({
  name,
  most,
  shares: Float32Array.from({ length: 468 }, (_, i) => most * withLips(i, at(i)[0], at(i)[1], reach)),
}))

/** Around the brows: 1 on them at `x0`, falling towards the lids, more slowly up the forehead. */
function brow(x: number, y: number, x0: number, reach: number): number {
  const row = at(105)[1]
  const across = Math.exp(-(((x - x0) / reach) ** 2))
  const over = y < row ? Math.exp(-(((y - row) / 0.3) ** 2)) : smooth(-0.03, row * 0.8, y)
  return across * over
}

function arch(x: number): number {
  return Math.max(0, 1 - (x / mouthHalf) ** 2) ** 0.7
}

function at(i: number): [number, number, number] {
  return [templateFace[3 * i] as number, templateFace[3 * i + 1] as number, templateFace[3 * i + 2] as number]
}

/** 0 at `from`, 1 at `to`, smooth between. */
function smooth(from: number, to: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return share * share * (3 - 2 * share)
}

/**
 * What a face can do, 0..1 each (2 for twice as much): ARKit's names, of which these are built. Left and
 * right are the subject's.
 */
export const blendshapeNames = [
  'eyeBlinkLeft',
  'eyeBlinkRight',
  'eyeSquintLeft',
  'eyeSquintRight',
  'eyeWideLeft',
  'eyeWideRight',
  'browInnerUp',
  'browOuterUpLeft',
  'browOuterUpRight',
  'browDownLeft',
  'browDownRight',
  'jawOpen',
  'jawLeft',
  'jawRight',
  'mouthClose',
  'mouthSmileLeft',
  'mouthSmileRight',
  'mouthFrownLeft',
  'mouthFrownRight',
  'mouthStretchLeft',
  'mouthStretchRight',
  'mouthPucker',
  'mouthFunnel',
  'mouthUpperUpLeft',
  'mouthUpperUpRight',
  'mouthLowerDownLeft',
  'mouthLowerDownRight',
  'mouthLeft',
  'mouthRight',
  'mouthRollUpper',
  'mouthRollLower',
  'cheekPuff',
  'noseSneerLeft',
  'noseSneerRight',
] as const

/**
 * How the head and the eyes lie against the still. Degrees: `yaw` to the picture's right, `pitch` down,
 * `roll` clockwise. `x`, `y`, `zoom`: the head moved (parts of the distance of the outer corners of the
 * eyes) and enlarged (0: as it is). `gazeX`, `gazeY`: -1..1, to the picture's right and down. `hair`: how
 * far it swings to the right, -1..1.
 */
export const poseNames = ['yaw', 'pitch', 'roll', 'x', 'y', 'zoom', 'gazeX', 'gazeY', 'hair'] as const

/** Landmarks whose place beside what shapes and pose say is told: contour, corners of the eyes, brows, nose, lips, cheeks. */
export const offsetPoints = [
  10, 297, 284, 389, 454, 361, 397, 379, 152, 150, 172, 132, 234, 162, 54, 67, 148, 377, 33, 133, 362, 263, 70, 105,
  107, 300, 334, 336, 4, 98, 327, 168, 61, 291, 0, 17, 50, 280, 205, 425, 199, 9,
] as const

type OffsetPoint = (typeof offsetPoints)[number]

/**
 * `offset61x`, `offset61y`: how far landmark 61 is to the right and down, along the leaning head, of where shapes
 * and pose say; parts of the distance of the outer corners of the eyes. What no shape has a name for.
 */
const offsetNames = offsetPoints.flatMap((i) => [`offset${i}x`, `offset${i}y`] as const)

/** What a face does at a moment, in this order. */
export const channelNames: readonly ChannelName[] = [...blendshapeNames, ...poseNames, ...offsetNames]

export type BlendshapeName = (typeof blendshapeNames)[number]
export type ChannelName = BlendshapeName | (typeof poseNames)[number] | `offset${OffsetPoint}${'x' | 'y'}`

export const channelCount = channelNames.length

const places = new Map<string, number>(channelNames.map((name, index) => [name, index]))

export function channel(name: ChannelName): number {
  return places.get(name) as number
}

/** What a head does whose face does nothing. */
export function withoutExpression(values: ArrayLike<number>): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (value, k) => (k < blendshapeNames.length ? 0 : value))
}

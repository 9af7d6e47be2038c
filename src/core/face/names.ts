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

/** What a face does at a moment, in this order. */
export const channelNames = [...blendshapeNames, ...poseNames] as const

export type BlendshapeName = (typeof blendshapeNames)[number]
export type ChannelName = (typeof channelNames)[number]

export const channelCount = channelNames.length

const places = new Map<string, number>(channelNames.map((name, index) => [name, index]))

export function channel(name: ChannelName): number {
  return places.get(name) as number
}

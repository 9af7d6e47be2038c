import { type ChannelName, channelNames } from '../../core/face/names'

/** What people say of a face, each made of channels; see `parts`. */
export const wordNames = ['smile', 'blink', 'winkLeft', 'winkRight', 'brow', 'mouth', 'pout', 'puff'] as const

/** Everything that can be said of a face's expression: words of people, ARKit's names, the head and the eyes. */
export const expressionNames = [...wordNames, ...channelNames] as const
export type ExpressionName = (typeof expressionNames)[number]

/** What a name adds to the channels: [channel, part] where its value is positive, and where it is negative. */
export function parts(name: ExpressionName, value: number): [ChannelName, number][] {
  const of = (...names: [ChannelName, number][]) =>
    names.map(([channel, part]) => [channel, part * Math.abs(value)] as [ChannelName, number])
  switch (name) {
    case 'smile':
      return value >= 0
        ? of(['mouthSmileLeft', 1], ['mouthSmileRight', 1], ['eyeSquintLeft', 0.35], ['eyeSquintRight', 0.35])
        : of(['mouthFrownLeft', 1], ['mouthFrownRight', 1], ['browInnerUp', 0.3])
    case 'blink':
      return value >= 0 ? of(['eyeBlinkLeft', 1], ['eyeBlinkRight', 1]) : of(['eyeWideLeft', 1], ['eyeWideRight', 1])
    case 'winkLeft':
      return of(['eyeBlinkLeft', 1], ['mouthSmileLeft', 0.3], ['browDownLeft', 0.2])
    case 'winkRight':
      return of(['eyeBlinkRight', 1], ['mouthSmileRight', 0.3], ['browDownRight', 0.2])
    case 'brow':
      return value >= 0
        ? of(['browInnerUp', 1], ['browOuterUpLeft', 0.8], ['browOuterUpRight', 0.8])
        : of(['browDownLeft', 1], ['browDownRight', 1])
    case 'mouth':
      return value >= 0 ? of(['jawOpen', 1]) : of(['mouthClose', 1])
    case 'pout':
      return of(['mouthPucker', 1])
    case 'puff':
      return of(['cheekPuff', 1])
    default:
      return [[name, value]]
  }
}

/** How far each name goes, as a slider shows it. Twice as far is allowed, for fun. */
export function rangeOf(name: ExpressionName): [low: number, high: number] {
  switch (name) {
    case 'yaw':
      return [-45, 45]
    case 'pitch':
      return [-30, 30]
    case 'roll':
      return [-30, 30]
    case 'x':
    case 'y':
    case 'zoom':
      return [-0.5, 0.5]
    case 'smile':
    case 'brow':
    case 'mouth':
      return [-1, 1]
    case 'blink':
    case 'gazeX':
    case 'gazeY':
    case 'hair':
      return [-1, 1]
    default:
      return [0, 1]
  }
}

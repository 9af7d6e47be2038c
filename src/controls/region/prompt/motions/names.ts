/** Everything that a region can be told to do. */
export const motionNames = [
  'sway',
  'swing',
  'bend',
  'wave',
  'flutter',
  'ripple',
  'wag',
  'swim',
  'drift',
  'rise',
  'fall',
  'float',
  'bounce',
  'jump',
  'hop',
  'spin',
  'roll',
  'rock',
  'tilt',
  'shake',
  'tremble',
  'pulse',
  'breathe',
  'grow',
  'shrink',
  'stretch',
  'squash',
  'nod',
  'turn',
  'walk',
  'run',
  'dance',
  'fly',
  'drive',
  'flow',
  'smile',
  'blink',
  'talk',
  'sing',
] as const
export type MotionName = (typeof motionNames)[number]

/** Those that mean the face, which has a control of its own. */
export const faceMotions = ['smile', 'blink', 'talk', 'sing'] as const satisfies MotionName[]
export type FaceMotion = (typeof faceMotions)[number]

export function isFaceMotion(name: MotionName): name is FaceMotion {
  return (faceMotions as readonly MotionName[]).includes(name)
}

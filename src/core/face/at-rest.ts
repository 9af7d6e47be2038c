import { difference } from './coordinates'
import { fitSimilarity, turnIn } from './fit'
import { templateFace } from './template'

const degrees = 180 / Math.PI
/** Degrees that a head may be turned aside, and nodded about what is usual before a camera, of one who looks ahead. */
const [aside, usualNod, nodded] = [18, 10, 18] as const
/** How far lips may be parted, in the distance of the eyes' outer corners. */
const parted = 0.1

/** Whether a face looks ahead with its mouth shut, so that it may count as one that does nothing. @param landmarks [478, 3], pixels; z like x */
export function isAtRest(landmarks: ArrayLike<number>): boolean {
  const { rotation, scale } = fitSimilarity(templateFace, landmarks)
  const { yaw, pitch } = turnIn(rotation)
  return (
    Math.abs(yaw * degrees) < aside &&
    Math.abs(pitch * degrees - usualNod) < nodded &&
    Math.hypot(...difference(landmarks, 13, 14)) < parted * scale
  )
}

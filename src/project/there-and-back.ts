import { type Hint, trackAt } from '../core/hint'
import { frameTime, motionTime, turnsBack } from './timing'

type Clip = Parameters<typeof motionTime>[0]

/**
 * Paths of a loop that turns back, in the time of its frames: there and back again. What goes on by itself (a
 * river, a wheel, a swing) does not turn round: its own cycles fit into the clip.
 */
export function thereAndBack(hints: readonly Hint[], clip: Clip): Hint[] {
  if (!turnsBack(clip)) return [...hints]
  const frames = Array.from({ length: clip.frameCount + 1 }, (_, frame) => frame)
  return hints.map((hint) =>
    hint.kind === 'track'
      ? {
          ...hint,
          knots: frames.map((frame) => ({
            ...trackAt(hint, motionTime(clip, frame)),
            time: frameTime(clip, frame),
          })),
        }
      : hint,
  )
}

/** Whether a frame shows the same as the one that is as far from the end: nothing in it goes on by itself. */
export function isMirrored(hints: readonly Hint[], clip: Clip): boolean {
  const given = new Set(['track', 'still', 'freeze', 'limit'])
  return (
    turnsBack(clip) && hints.every((hint) => given.has(hint.kind) || (hint.kind === 'region' && !hint.parts.length))
  )
}

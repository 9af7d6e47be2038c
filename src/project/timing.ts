import type { ClipTime } from '../core/hint'
import type { GenerationSettings } from './settings'

type Clip = Pick<GenerationSettings, 'frameCount' | 'fps' | 'loop'>

/** Seconds from the first frame's moment to the last one's: where a path without times ends. */
export function clipSpan(clip: Clip): number {
  return (clip.frameCount - 1) / clip.fps
}

/** The clip as hints need it: what repeats has to fit into a clip that is played in a loop. */
export function clipTime(clip: Clip): ClipTime {
  const span = clipSpan(clip)
  // There and back passes twice over the span.
  const folded = clip.loop === 'ping-pong' || clip.loop === 'eased'
  const step = folded ? (2 * span) / clip.frameCount : 1 / clip.fps
  return { span, period: clip.loop === 'loop' ? clip.frameCount / clip.fps : null, step }
}

/**
 * The time of the motion (seconds) that a frame shows. Ping-pong and eased loops fold it, so that
 * the frame after the last would be the first again.
 */
export function motionTime(clip: Clip, frame: number): number {
  const phase = frame / clip.frameCount
  switch (clip.loop) {
    case 'none':
    case 'loop':
      return frame / clip.fps
    case 'ping-pong':
      return clipSpan(clip) * (1 - Math.abs(2 * phase - 1))
    case 'eased':
      return (clipSpan(clip) * (1 - Math.cos(2 * Math.PI * phase))) / 2
  }
}

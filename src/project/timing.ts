import type { ClipTime } from '../core/hint'
import type { GenerationSettings } from './settings'

type Clip = Pick<GenerationSettings, 'frameCount' | 'fps' | 'loop'>

/** Seconds from the first frame's moment to the last one's: where a path without times ends. */
export function clipSpan(clip: Clip): number {
  return (clip.frameCount - 1) / clip.fps
}

/** The clip as hints need it: what repeats has to fit into a clip that is played again and again. */
export function clipTime(clip: Clip): ClipTime {
  const period = clip.loop === 'none' ? null : clip.frameCount / clip.fps
  return { span: clipSpan(clip), period, step: 1 / clip.fps }
}

/** Seconds from the first frame to another: the time that hints speak of. It only goes forward, whatever the loop. */
export function frameTime(clip: Clip, frame: number): number {
  return frame / clip.fps
}

/** Whether a loop sends what is on its way back again, instead of letting it begin anew. */
export function turnsBack({ loop }: Clip): boolean {
  return loop === 'ping-pong' || loop === 'eased'
}

/**
 * How far along its way (seconds of it) a path is that a frame shows. Ping-pong and eased loops fold it, so that
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

import type { GenerationSettings } from '../../../project/settings'
import { clipSpan } from '../../../project/timing'

type Clip = Pick<GenerationSettings, 'frameCount' | 'fps' | 'loop'>

/** Where a frame stands on the timeline, 0..1: the middle of its own cell. */
export function shareOfFrame(clip: Clip, frame: number): number {
  return (frame + 0.5) / clip.frameCount
}

/** The frame whose cell a place of the timeline (0..1) lies in. */
export function frameOfShare(clip: Clip, share: number): number {
  return Math.max(0, Math.min(clip.frameCount - 1, Math.floor(share * clip.frameCount)))
}

/** Where a moment of the motion (seconds) is shown on the way there, 0..1: the inverse of `motionTime`. */
export function shareOfTime(clip: Clip, time: number): number {
  const span = clipSpan(clip)
  const part = span > 0 ? Math.max(0, Math.min(1, time / span)) : 0
  switch (clip.loop) {
    case 'none':
    case 'loop':
      return part
    case 'ping-pong':
      return part / 2
    case 'eased':
      return Math.acos(1 - 2 * part) / (2 * Math.PI)
  }
}

/** The moment of the motion (seconds) that a place on the way there stands for. */
export function timeOfShare(clip: Clip, share: number): number {
  const span = clipSpan(clip)
  const at = Math.max(0, Math.min(1, share))
  switch (clip.loop) {
    case 'none':
    case 'loop':
      return span * at
    case 'ping-pong':
      return span * Math.min(1, 2 * at)
    case 'eased':
      return (span * (1 - Math.cos(2 * Math.PI * Math.min(at, 0.5)))) / 2
  }
}

/** Whether what is done on the way there is undone on the way back. */
export function folds(clip: Clip): boolean {
  return clip.loop === 'ping-pong' || clip.loop === 'eased'
}

export interface Tick {
  frame: number
  /** Seconds, at a tick that is named. */
  label: number | null
}

/** Ticks of a ruler `width` CSS pixels long: named ones at least 64 px apart, small ones at least 5 px. */
export function ticksOf(clip: Clip, width: number): Tick[] {
  const perFrame = width / clip.frameCount
  const perSecond = perFrame * clip.fps
  const named = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60].find((seconds) => seconds * perSecond >= 64) ?? 120
  const small = [1, 2, 4, 6, 12, 24, 48].find((frames) => frames * perFrame >= 5) ?? 96
  const ticks = new Map<number, Tick>()
  for (let frame = 0; frame < clip.frameCount; frame += small) ticks.set(frame, { frame, label: null })
  for (let at = 0; Math.round(at * named * clip.fps) < clip.frameCount; at++) {
    const frame = Math.round(at * named * clip.fps)
    ticks.set(frame, { frame, label: at * named })
  }
  return [...ticks.values()].sort((a, b) => a.frame - b.frame)
}

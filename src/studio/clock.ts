/**
 * Where a clip that repeats is after `elapsed` seconds: a place in frames, 0 (inclusive) to
 * `frameCount` (exclusive). Frames are skipped rather than shown late.
 */
export function advance(position: number, elapsed: number, clip: { fps: number; frameCount: number }): number {
  const next = position + Math.max(0, elapsed) * clip.fps
  const wrapped = next % clip.frameCount
  return wrapped < 0 ? wrapped + clip.frameCount : wrapped
}

/** The frame that is shown at a place. */
export function frameAt(position: number, frameCount: number): number {
  return Math.min(frameCount - 1, Math.max(0, Math.floor(position)))
}

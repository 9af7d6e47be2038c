/** How strongly the condition is followed: scale 1 takes the network at its word. */
export interface Guidance {
  /** Scale of frame 0, and of every frame from the end of the first window on. */
  least: number
  most: number
  /** Frames over which it rises. */
  window: number
}

/**
 * Scale of a frame by its index in the clip. Stable Video Diffusion's ramp, linear over the frames of its
 * one window; further frames keep the full scale, so that neither a window's border nor the clip's length
 * changes what a frame is given.
 */
export function guidanceAt({ least, most, window }: Guidance, frame: number): number {
  return least + (most - least) * Math.min(1, window > 1 ? frame / (window - 1) : 1)
}

/** Whether the network has to be run without its condition, too. */
export function isGuided({ least, most }: Guidance): boolean {
  return least !== 1 || most !== 1
}

import type { Separated } from '../core/clone/separate'

/** What the page may ask of the worker that follows points through a clip. */
export interface FollowApi {
  /** Begins a clip of this size and rate. */
  begin(clip: { width: number; height: number; rate: number }): Promise<void>
  /** The next frame, which is closed. */
  add(frame: ImageBitmap): Promise<void>
  /** What moved in the clip: its camera taken apart from the rest, and the frame where it is best begun. */
  finish(): Promise<Separated & { start: number }>
}

import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import type { SoundTrack } from './sound/mix'

/** The formats that a clip can be saved in. */
export const clipFormats = ['mp4', 'webm', 'gif', 'png'] as const
export type ClipFormat = (typeof clipFormats)[number]

/** Takes frames in order and gives a file. `add` waits while the encoder is busy. */
export interface ClipEncoder {
  /** The frame is read before the promise settles; its memory may be used again after that. */
  add(frame: Picture): Promise<void>
  /** The file. Throws `internal` when not exactly `frameCount` frames were added. */
  finish(): Promise<Blob>
  /** Gives everything up; nothing is written. */
  abandon(): Promise<void>
}

export interface ClipOptions extends Size {
  fps: number
  frameCount: number
  /** The clip's frame that is added first, 0 unless it is a part of a longer one: files of frames are named by it. */
  firstFrame?: number
  /** Whether the file asks its player to repeat it. */
  repeat: boolean
  /** 0..1. */
  quality: number
  /** What is heard, where the format has sound (mp4, webm). */
  sounds?: readonly SoundTrack[]
  /** What shows behind transparent pixels where the format has none (mp4, webm): sRGB, 0..255. White by default. */
  background?: readonly [number, number, number]
  /** Said once before something big is loaded because the platform lacks the codec. */
  onLoading?: (what: { codec: 'h264' | 'vp9' | 'aac' | 'opus'; bytes: number }) => void
}

import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'

/** Takes frames in order and gives a file. `add` waits while the encoder is busy. */
export interface ClipEncoder {
  add(frame: Picture): Promise<void>
  finish(): Promise<Blob>
  /** Gives everything up; nothing is written. */
  abandon(): Promise<void>
}

export interface ClipOptions extends Size {
  fps: number
  frameCount: number
  /** Whether the file asks its player to repeat it. */
  repeat: boolean
  /** 0..1. */
  quality: number
}

/** What a picture file says of itself before it is decoded. */
export interface PictureHeader extends Size {
  type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/avif'
}

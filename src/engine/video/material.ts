import type { HostTensor } from '../runtime/tensor'
import type { FrameLatents } from '../sampling/bank'

/** What a face adapter needs of a clip. */
export interface FaceMaterial {
  /** Its own dense motion, as of `VideoMaterial`. */
  flows(frames: readonly number[]): Promise<Float32Array[]>
  /** The points of the face drawn, 0..1: [frames, 3, H, W]. */
  drawn(frames: readonly number[]): HostTensor
  /** 1 where what the face adapter says counts, [1, 1, H, W]. */
  mask: HostTensor
}

/** Everything that a clip is drawn from beside the weights. Frames are counted from the still on. */
export interface VideoMaterial {
  /** The picture at the working size, [1, 3, H, W] in -1..1; and squeezed into the square that is embedded. */
  picture: HostTensor
  square: HostTensor
  /** Standard normal numbers, one for each of the picture's. */
  augmentation: Float32Array
  /** Standard normal numbers for a frame's latents; stream 0 is what it begins with. */
  noise(frame: number, stream: number): FrameLatents
  /** Displacement of every pixel of the adapter's square since the still, [2, side, side]; null: no paths and nothing that moves by itself. */
  flows: ((frames: readonly number[]) => Promise<Float32Array[]>) | null
  face: FaceMaterial | null
}

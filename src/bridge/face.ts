import type { FaceSight } from '../core/face/imprint/imprint'
import type { Mask } from '../core/image'

/** A face that was found, in the order and measure of its landmarks; see core/face. */
export interface FoundFace {
  /** [478, 3]: x by the picture's width, y by its height, z by its width (away from the viewer). */
  landmarks: Float32Array<ArrayBuffer>
  /** The people of the picture, if this face is one of theirs: head, hair, neck and body. */
  figure?: Mask
}

/** The face in a picture of one who drives another, and what its pixels show of mouth and skin. */
export interface DrivingFace {
  /** [478, 3], pixels of what was looked at. */
  landmarks: Float32Array<ArrayBuffer>
  sight: FaceSight | null
}

/** A body that was found. */
export interface FoundBody {
  /** [33, 4]: x by the picture's width, y by its height, z by its width, and how surely it is seen, 0..1. */
  landmarks: Float32Array<ArrayBuffer>
  /** The people of the picture. */
  figure?: Mask
}

/** What was seen in one picture of a camera; the picture itself stays where it was seen, but for what mouth and skin show. */
export interface SeenFace {
  /** [478, 3], pixels of what was looked at; null: no face. */
  landmarks: Float32Array<ArrayBuffer> | null
  sight: FaceSight | null
  /** What finding it took. */
  milliseconds: number
}

/** What the page may ask of the worker that finds faces. Pictures given to it are closed by it and leave it never. */
export interface FaceApi {
  /** Says where what it needs lies; that is loaded when it is first needed. @param folder address of the solutions' folders */
  start(folder: string): Promise<void>
  /** Has the landmarks found by this model (`face_landmarker.task`) from now on. @param folder as of `start` */
  setModel(model: Uint8Array<ArrayBuffer>, folder: string): Promise<void>
  /**
   * The faces of a picture, the largest first; small ones are looked for in parts of it.
   * @param at look here first: 0..1 of width and height
   */
  find(picture: ImageBitmap, at: { x: number; y: number } | null): Promise<FoundFace[]>
  /**
   * The one face of a frame of a video. Each frame is looked at more than once, so that what is found does not hang on where the
   * face was in the frame before.
   * @param first of its video
   */
  follow(frame: ImageBitmap, first: boolean): Promise<DrivingFace | null>
  /** A body of the picture; `at` is where it is expected. */
  findBody(picture: ImageBitmap, at: { x: number; y: number } | null): Promise<FoundBody | null>
  /** The landmarks of the one body of the next frame of a video. */
  followBody(frame: ImageBitmap): Promise<Float32Array<ArrayBuffer> | null>
  /** Follows one face in what a camera sees, picture after picture, the latest one each time, until it ends. */
  watch(camera: ReadableStream<VideoFrame>, onSeen: (seen: SeenFace) => void): Promise<void>
}

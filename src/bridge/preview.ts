import type { ImprintMoment } from '../core/face/imprint/imprint'
import type { Hint } from '../core/hint'
import type { Mask, Picture } from '../core/image'
import type { Influence } from '../core/influence'
import type { Key } from '../core/key'

export interface PreviewInfo {
  /** What draws: a WGSL warp on a real adapter, or the CPU. */
  renderer: 'webgpu' | 'cpu'
}

/** What a drawing took, and how much of it its faces. */
export interface Drawn {
  milliseconds: number
  faces: number
}

/** What the page may ask of the worker that draws the moving picture at screen size. */
export interface PreviewApi {
  /** Takes over the stage's canvas. */
  start(canvas: OffscreenCanvas, options: { renderer: 'webgpu' | 'cpu' | 'auto' }): Promise<PreviewInfo>
  /** The still, as an oriented bitmap of bounded size, and the size whose pixels hints are given in. */
  setPicture(still: ImageBitmap, picture: { width: number; height: number }, key?: Key | null): Promise<void>
  /**
   * What moves. Where hints begin is compared with the last call: as long as no beginning, pin or
   * frozen area has changed, nothing but the tracks is replaced. Without an influence that fits the
   * places, the plain method makes one. Answers with the lifted area when it has changed, so that the
   * page may ask the engine for a plate, and null otherwise. What is `passing`, in the middle of a gesture, may be
   * shown in haste.
   */
  setHints(hints: Hint[], influence: Influence | null, controlScale: number, passing?: boolean): Promise<Mask | null>
  /** A filled plate for the lifted area; until it comes a quick one of its own is shown. */
  setPlate(plate: Picture): Promise<void>
  /**
   * Lets a face do this (its channels, see core/face) at every moment, as one who sits before the camera does, and look as his
   * pixels showed; null: as its hint says again.
   */
  pose(control: string, values: Float32Array<ArrayBuffer> | null, seen?: ImprintMoment | null): Promise<void>
  /** Draws the moment `time` (seconds of motion) on the canvas at this size in device pixels. */
  draw(time: number, size: { width: number; height: number }): Promise<Drawn>
  /** The same moment as a bitmap. */
  capture(time: number, size: { width: number; height: number }): Promise<ImageBitmap>
  /** Displacement on a grid of at most `longSide`, and the holes of that frame; see `window.kinora.motion`. */
  motion(
    time: number,
    longSide: number,
  ): Promise<{ width: number; height: number; flow: Float32Array; hole: Float32Array }>
  /** What a hint at this place would move (0..1, a mask of bounded size), for the tint under the pointer. */
  reach(x: number, y: number): Promise<Mask>
}

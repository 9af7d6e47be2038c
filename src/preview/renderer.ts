import type { Size } from '../core/geometry'
import type { MotionField, Pixels } from '../motion/types'

/** Draws moments of a field on the canvas it was made for. */
export interface Renderer {
  name: 'webgpu' | 'cpu'
  /** Draws at once, at most at `size` (device pixels); answers with the milliseconds it took. */
  draw(field: MotionField, pixels: Pixels, time: number, size: Size): number
  /** Draws the same moment as well as it can, when there is time. */
  sharpen(field: MotionField, pixels: Pixels, time: number, size: Size): void
  /** Lets go of everything that it holds on the device. */
  forget(): void
}

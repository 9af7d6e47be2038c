import type { Mask } from './image'

/** What lies behind a figure instead of its own background: red, green, blue, 0..255. */
export interface Key {
  figure: Mask
  colour: readonly [number, number, number]
}

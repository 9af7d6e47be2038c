import type { Picture } from '../../core/image'
import { mix } from '../curve'

/**
 * Puts the source back where it is frozen: exactly where wholly so.
 *
 * @param freeze frozen share of each pixel, 0..255
 */
export function putBack(freeze: Uint8Array, still: Picture, frame: Picture): void {
  for (let i = 0; i < freeze.length; i++) {
    const share = freeze[i] as number
    if (share === 0) continue
    for (let c = 4 * i; c < 4 * i + 4; c++)
      frame.data[c] =
        share === 255 ? (still.data[c] as number) : mix(frame.data[c] as number, still.data[c] as number, share / 255)
  }
}

import type { Point, Size } from '../../core/geometry'
import { moreThanHalf } from '../../core/mask'
import { keepHeld } from '../../motion/components'

/** Of a cut, what hangs together with the places that were clicked, without its small holes. */
export function whole(cut: Uint8Array, { width, height }: Size, held: readonly Point[]): Uint8Array<ArrayBuffer> {
  const plane = { width, height, data: Float32Array.from(cut) }
  keepHeld(plane, held)
  return moreThanHalf(plane)
}

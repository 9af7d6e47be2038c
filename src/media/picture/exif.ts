import { Reader } from './bytes'

/** Which way up a picture is stored, 1 to 8 (Exif 2.32, 4.6.4 A): 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** The orientation that a block of Exif says (a TIFF file of one directory); 1 where it says none or is broken. */
export function readOrientation(block: Uint8Array): Orientation {
  try {
    const tiff = new Reader(block)
    const little = tiff.text(0, 2) === 'II'
    const directory = tiff.u32(4, little)
    const count = tiff.u16(directory, little)
    for (let at = directory + 2; at < directory + 2 + 12 * count; at += 12) {
      if (tiff.u16(at, little) !== 0x0112) continue
      const value = tiff.u16(at + 8, little)
      return value >= 1 && value <= 8 ? (value as Orientation) : 1
    }
  } catch {
    // A broken note on the side makes no picture unreadable.
  }
  return 1
}

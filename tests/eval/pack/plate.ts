import { createPicture } from '../../../src/core/image'
import { fillPlate } from '../../../src/motion/plate/fill'

/** Gives the next so many bytes of standard input; null where it has ended. */
function reader(): (length: number) => Promise<Buffer | null> {
  const chunks = process.stdin[Symbol.asyncIterator]()
  let held = Buffer.alloc(0)
  return async (length) => {
    while (held.length < length) {
      const { done, value } = await chunks.next()
      if (done) return null
      held = Buffer.concat([held, value as Buffer])
    }
    const out = held.subarray(0, length)
    held = held.subarray(length)
    return out
  }
}

/**
 * The studio's own plates, one picture after another from standard input until it ends: width and height (int32), RGB,
 * then one byte a pixel of what is lifted; RGB comes out.
 */
export async function filter(): Promise<void> {
  const next = reader()
  for (;;) {
    const size = await next(8)
    if (!size) break
    const [width, height] = [size.readInt32LE(0), size.readInt32LE(4)]
    const given = await next(4 * width * height)
    if (!given) break
    const still = createPicture(width, height)
    const lifted = new Float32Array(width * height)
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) still.data[4 * i + c] = given[3 * i + c] as number
      still.data[4 * i + 3] = 255
      lifted[i] = (given[3 * width * height + i] as number) / 255
    }
    const plate = fillPlate(still, { width, height, data: lifted }, 0)
    const out = Buffer.alloc(3 * width * height)
    for (let i = 0; i < width * height; i++)
      for (let c = 0; c < 3; c++) out[3 * i + c] = plate.data[4 * i + c] as number
    await new Promise((written) => process.stdout.write(out, written))
  }
}

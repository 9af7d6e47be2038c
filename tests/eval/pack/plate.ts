import { readFileSync, writeSync } from 'node:fs'
import { createPicture } from '../../../src/core/image'
import { fillPlate } from '../../../src/motion/plate/fill'

// The studio's own plate as a filter: width and height (int32), RGB, then one byte a pixel of what is lifted; RGB comes out.
const given = readFileSync(0)
const [width, height] = [given.readInt32LE(0), given.readInt32LE(4)]
const still = createPicture(width, height)
const lifted = new Float32Array(width * height)
for (let i = 0; i < width * height; i++) {
  for (let c = 0; c < 3; c++) still.data[4 * i + c] = given[8 + 3 * i + c] as number
  still.data[4 * i + 3] = 255
  lifted[i] = (given[8 + 3 * width * height + i] as number) / 255
}
const plate = fillPlate(still, { width, height, data: lifted }, 0)
const out = Buffer.alloc(3 * width * height)
for (let i = 0; i < width * height; i++) for (let c = 0; c < 3; c++) out[3 * i + c] = plate.data[4 * i + c] as number
for (let at = 0; at < out.length; ) at += writeSync(1, out, at)

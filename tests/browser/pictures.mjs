// Pictures made for the tests, as files and as pixels.
import { deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

/** Where the disc of `scene` lies, in picture pixels. */
export const disc = { x: 150, y: 120, radius: 42 }

/**
 * A spotted disc before a quiet ground: { width, height, data (RGBA) }. Every pixel has its own noise, so
 * that a value copied from elsewhere cannot be equal by chance over an area.
 */
export function scene(width = 480, height = 320) {
  const data = Buffer.alloc(width * height * 4)
  let seed = 7
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const inside = Math.hypot(x + 0.5 - disc.x, y + 0.5 - disc.y) < disc.radius
      const spot = Math.sin(x * 0.45) * Math.sin(y * 0.45) > 0.3
      const colour = inside
        ? spot
          ? [196, 64, 40]
          : [226, 92, 52]
        : [70 + (40 * y) / height, 120, 150 - (50 * x) / width]
      const noise = random() * 8
      const at = (y * width + x) * 4
      for (let channel = 0; channel < 3; channel++) data[at + channel] = Math.round(colour[channel] + noise)
      data[at + 3] = 255
    }
  return { width, height, data }
}

/** Pixels as a PNG file. */
export function png({ width, height, data }) {
  const file = new PNG({ width, height })
  data.copy(file.data)
  return PNG.sync.write(file)
}

/** The pixels of a PNG file. */
export function readPng(bytes) {
  const { width, height, data } = PNG.sync.read(Buffer.from(bytes))
  return { width, height, data }
}

/** A PNG whose header claims a size that its data does not have. */
export function boast(width, height) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name, body) {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length, 0)
  head.write(name, 4, 'latin1')
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), body])))
  return Buffer.concat([head, body, tail])
}

function crc32(bytes) {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

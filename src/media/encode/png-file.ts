import { crc32 } from '../../core/crc32'
import type { Picture } from '../../core/image'

/**
 * A picture as PNG (ISO/IEC 15948), sRGB, without loss: the canvas's own writer keeps colours multiplied by
 * alpha and so loses those under glass. RGB when all is opaque, else RGBA with straight alpha.
 */
export async function writePng(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, data } = picture
  let opaque = true
  for (let i = 3; i < data.length && opaque; i += 4) opaque = data[i] === 255
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, opaque ? 2 : 6, 0, 0, 0], 8)
  const rows = filterRows(picture, opaque ? 3 : 4)
  const packed = await new Response(
    new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate')),
  ).arrayBuffer()
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    // Perceptual intent: the colours are sRGB.
    chunk('sRGB', Uint8Array.of(0)),
    chunk('IDAT', new Uint8Array(packed)),
    chunk('IEND', new Uint8Array(0)),
  ]
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}

/** Rows with the Paeth filter (type 4), which suits photographs; the first row falls back to its left neighbour. */
function filterRows({ width, height, data }: Picture, channels: 3 | 4): Uint8Array<ArrayBuffer> {
  const length = width * channels
  const out = new Uint8Array(height * (length + 1))
  let above = new Uint8Array(length)
  let current = new Uint8Array(length)
  let at = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0, from = y * width * 4, to = 0; x < width; x++, from += 4) {
      current[to++] = data[from] as number
      current[to++] = data[from + 1] as number
      current[to++] = data[from + 2] as number
      if (channels === 4) current[to++] = data[from + 3] as number
    }
    out[at++] = 4
    for (let i = 0; i < length; i++) {
      const left = i < channels ? 0 : (current[i - channels] as number)
      const up = above[i] as number
      const corner = i < channels ? 0 : (above[i - channels] as number)
      const byLeft = Math.abs(up - corner)
      const byUp = Math.abs(left - corner)
      const byCorner = Math.abs(left + up - 2 * corner)
      const guess = byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner
      out[at++] = (current[i] as number) - guess
    }
    const swap = above
    above = current
    current = swap
  }
  return out
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length + 12)
  const view = new DataView(out.buffer)
  view.setUint32(0, body.length)
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i)
  out.set(body, 8)
  view.setUint32(body.length + 8, crc32(out.subarray(4, body.length + 8)))
  return out
}

import sharp from 'sharp'
import { fitLongSide, type Size } from '../core/geometry'
import type { Picture } from '../core/image'
import { type AvifColour, avifColour } from '../media/picture/avif'
import { Reader, unreadable } from '../media/picture/bytes'
import { maxPixels, readHeader } from '../media/picture/header'
import { resample } from '../media/picture/resample'
import { smoothChroma } from './chroma'

/**
 * What `decodePixels` is in a browser: the picture's pixels, upright, in sRGB with straight alpha, the long
 * side at most `maxSide`, and the upright source's own size. Files are refused by the same rules.
 * @throws `picture-unreadable` or `picture-too-large`; see `readHeader`.
 */
export async function decodePicture(blob: Blob, maxSide: number): Promise<{ picture: Picture; size: Size }> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const { type } = readHeader(bytes)
  const colour = type === 'image/avif' ? avifColour(new Reader(bytes)) : null
  const whole = await read(bytes, colour).catch((cause) => {
    throw unreadable('broken', cause)
  })
  const size = { width: whole.width, height: whole.height }
  const target = fitLongSide(size, maxSide)
  return { picture: target.width === size.width ? whole : resample(whole, target.width, target.height), size }
}

async function read(bytes: Uint8Array, colour: AvifColour | null): Promise<Picture> {
  const file = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' }).autoOrient()
  const { space, hasProfile } = await file.metadata()
  // Inks without a profile: browsers take them for what is left of white, and so do we.
  const inks = space === 'cmyk' && !hasProfile
  const colours = inks
    ? file.pipelineColourspace('cmyk').toColourspace('cmyk')
    : file.toColourspace('srgb').ensureAlpha()
  const { data, info } = await colours.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  if (inks) fromInks(data)
  const picture = { width: info.width, height: info.height, data: new Uint8ClampedArray(data) }
  const coarse = colour && colour.across * colour.down > 1 && !hasProfile
  if (coarse && info.width % 2 === 0 && info.height % 2 === 0) smoothChroma(picture, colour)
  return picture
}

/** Cyan, magenta, yellow and black become red, green, blue and opaque, in place. */
function fromInks(data: Uint8Array): void {
  for (let at = 0; at < data.length; at += 4) {
    const light = 255 - (data[at + 3] as number)
    for (let i = at; i < at + 3; i++) data[i] = Math.round(((255 - (data[i] as number)) * light) / 255)
    data[at + 3] = 255
  }
}

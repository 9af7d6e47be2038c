import type { Size } from '../core/geometry'
import { createPicture, type Picture, type Plane } from '../core/image'
import { smoothstep } from './curve'
import { dilate } from './filters/extreme'
import { resizePlane, sampledPixel, samplePicture } from './filters/resample'
import { carriedOver } from './matte'
import type { Hidden, Layer } from './types'

/**
 * What of a region lies behind others: there the still shows them, not it. Its own colours are carried
 * on behind them. Null where none of them overlap.
 *
 * @param inFront the layers in front of it that have selections of their own
 */
export function hiddenBy(still: Picture, alpha: Plane, inFront: readonly Layer[]): Hidden | null {
  const data = new Float32Array(alpha.data.length)
  let overlaps = false
  for (const layer of inFront) {
    const cover = layer.alpha.data
    for (let i = 0; i < data.length; i++) {
      if (cover[i] === 0) continue
      data[i] = Math.max(data[i] as number, cover[i] as number)
      if ((alpha.data[i] as number) > 0.5 && (cover[i] as number) > 0.5) overlaps = true
    }
  }
  if (!overlaps) return null
  // A little wider, so that no rim of what is in front stays behind it.
  const cover = dilate({ ...alpha, data }, Math.max(1, Math.round(0.004 * Math.max(alpha.width, alpha.height))))
  const own = { ...alpha, data: alpha.data.map((value, i) => value * (1 - (cover.data[i] as number))) }
  return { cover, behind: carriedOver(still, own, 0.96) }
}

/** The still as it may look without what lies in front of a layer. */
export function withoutHidden(still: Picture, { cover, behind }: Hidden): Picture {
  const { width, height }: Size = still
  const share = resizePlane(cover, width, height).data
  const out = createPicture(width, height)
  out.data.set(still.data)
  for (let i = 0; i < share.length; i++) {
    if ((share[i] as number) === 0) continue
    const part = smoothstep(0, 0.4, share[i] as number)
    const [x, y] = [i % width, Math.floor(i / width)]
    samplePicture(behind, ((x + 0.5) * behind.width) / width, ((y + 0.5) * behind.height) / height)
    for (let c = 4 * i; c < 4 * i + 3; c++)
      out.data[c] = (still.data[c] as number) * (1 - part) + (sampledPixel[c - 4 * i] as number) * part
  }
  return out
}

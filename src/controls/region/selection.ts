import type { Size } from '../../core/geometry'
import type { Mask } from '../../core/image'
import type { RegionState } from './state'

const kept = new WeakMap<Mask, { radius: number; grown: Mask }>()

/** What a region selects: its mask, grown or shrunk; null while the thing has not been found. */
export function selectionOf({ mask, grow }: Pick<RegionState, 'mask' | 'grow'>, picture: Size): Mask | null {
  if (!mask) return null
  const radius = (grow * mask.width) / picture.width
  if (radius === 0) return mask
  const known = kept.get(mask)
  if (known?.radius === radius) return known.grown
  const grown = grownBy(mask, radius)
  kept.set(mask, { radius, grown })
  return grown
}

/**
 * The mask with its border pushed out (or in) by `radius` of its own pixels: the distance to where it
 * passes its half, by two passes of a 3-4 chamfer (Borgefors 1986), and a border of one pixel's softness.
 */
function grownBy(mask: Mask, radius: number): Mask {
  const outwards = radius > 0
  const far = distanceTo(mask, outwards)
  const reach = Math.abs(radius)
  const data = mask.data.map((value, i) => {
    const share = 255 * Math.min(1, Math.max(0, reach + 0.5 - (far[i] as number)))
    return outwards ? Math.max(value, share) : Math.min(value, 255 - share)
  })
  return { ...mask, data }
}

/** Distance of each pixel to the nearest inside (or outside) of the mask. */
function distanceTo({ width, height, data }: Mask, inside: boolean): Float32Array {
  const out = Float32Array.from(data, (value) => (value >= 128 === inside ? 0 : 1e6))
  const relax = (x: number, y: number, way: 1 | -1) => {
    const i = y * width + x
    let best = out[i] as number
    if (best === 0) return
    const at = (dx: number, dy: number, step: number) => {
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) return
      best = Math.min(best, (out[i + dy * width + dx] as number) + step)
    }
    at(-way, 0, 1)
    at(0, -way, 1)
    at(-way, -way, 4 / 3)
    at(way, -way, 4 / 3)
    out[i] = best
  }
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) relax(x, y, 1)
  for (let y = height - 1; y >= 0; y--) for (let x = width - 1; x >= 0; x--) relax(x, y, -1)
  return out
}

import type { Point, Size } from './geometry'
import type { Mask, Plane } from './image'

/** The mask at another size, bilinearly, as 0..1. */
export function maskToPlane(mask: Mask, width: number, height: number): Plane {
  const data = new Float32Array(width * height)
  for (let row = 0; row < height; row++) {
    const y = clamp(((row + 0.5) * mask.height) / height - 0.5, mask.height - 1)
    const top = Math.floor(y)
    const bottom = Math.min(top + 1, mask.height - 1)
    for (let column = 0; column < width; column++) {
      const x = clamp(((column + 0.5) * mask.width) / width - 0.5, mask.width - 1)
      const left = Math.floor(x)
      const right = Math.min(left + 1, mask.width - 1)
      const at = (r: number, c: number) => mask.data[r * mask.width + c] as number
      const upper = at(top, left) + (at(top, right) - at(top, left)) * (x - left)
      const lower = at(bottom, left) + (at(bottom, right) - at(bottom, left)) * (x - left)
      data[row * width + column] = (upper + (lower - upper) * (y - top)) / 255
    }
  }
  return { width, height, data }
}

/** A plane of shares, 0..1, as a mask of the same size. */
export function planeToMask({ width, height, data }: Plane): Mask {
  const bytes = new Uint8Array(width * height)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(255 * (data[i] as number))
  return { width, height, data: bytes }
}

/** 1 where a plane of shares is more than one half, 0 elsewhere. */
export function moreThanHalf({ data }: Plane): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = (data[i] as number) > 0.5 ? 1 : 0
  return bytes
}

/** Whether a place of a picture (picture pixels) is at least half covered. */
export function maskHolds(mask: Mask, { x, y }: Point, picture: Size): boolean {
  const column = Math.floor((x / picture.width) * mask.width)
  const row = Math.floor((y / picture.height) * mask.height)
  if (column < 0 || row < 0 || column >= mask.width || row >= mask.height) return false
  return (mask.data[row * mask.width + column] as number) >= 128
}

/** By content: a project keeps copies. */
export function sameMask(a: Mask, b: Mask): boolean {
  if (a.width !== b.width || a.height !== b.height) return false
  return a.data === b.data || a.data.every((value, i) => value === b.data[i])
}

function clamp(value: number, high: number): number {
  return value < 0 ? 0 : Math.min(value, high)
}

import type { Hint, TrackHint } from '../../core/hint'
import { createPicture, type Mask, type Picture } from '../../core/image'
import { buildField } from '../field'
import { hintPlaces } from '../places'
import { plainInfluence } from '../plain/influence'
import type { MotionField } from '../types'

export const size = { width: 240, height: 160 }
/** The red square lies at 60..100 by 60..100. */
export const square = { left: 60, top: 60, side: 40 }

export function noise(x: number, y: number): number {
  const value = Math.sin(x * 127.1 + y * 311.7) * 43758.5453
  return value - Math.floor(value)
}

export function paint(colour: (x: number, y: number) => [number, number, number]): Picture {
  const picture = createPicture(size.width, size.height)
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const i = 4 * (y * size.width + x)
      const [r, g, b] = colour(x, y)
      picture.data.set([r, g, b, 255], i)
    }
  return picture
}

/** Green, softly patterned ground. */
export function ground(x: number, y: number): [number, number, number] {
  const grain = 14 * noise(x, y)
  return [40 + grain, 110 + 20 * Math.sin(x / 9) + grain, 60 + grain]
}

/** Red with a darker cross, so that its place can be measured. */
export function thing(x: number, y: number): [number, number, number] {
  const cross = Math.abs(x - 80) < 3 || Math.abs(y - 80) < 3
  const grain = 10 * noise(x + 7, y)
  return cross ? [120 + grain, 20, 30] : [210 + grain, 50, 45]
}

export function inSquare(x: number, y: number): boolean {
  return x >= square.left && y >= square.top && x < square.left + square.side && y < square.top + square.side
}

export const still = paint((x, y) => (inSquare(x, y) ? thing(x, y) : ground(x, y)))

/** A path through places at even times from 0 to 1. */
export function track(control: string, ...points: [number, number][]): TrackHint {
  return {
    kind: 'track',
    control,
    knots: points.map(([x, y], i) => ({ x, y, time: points.length > 1 ? i / (points.length - 1) : 0 })),
  }
}

export function fieldOf(picture: Picture, hints: Hint[], controlScale = 1): MotionField {
  return buildField(picture, size, hints, plainInfluence(picture, hintPlaces(hints, size)), controlScale)
}

/** Mean place and number of reddish pixels. */
export function redness(frame: Picture): { x: number; y: number; count: number } {
  let [x, y, count] = [0, 0, 0]
  for (let i = 0; i < frame.width * frame.height; i++) {
    if ((frame.data[4 * i] as number) < 1.4 * (frame.data[4 * i + 1] as number)) continue
    x += (i % frame.width) + 0.5
    y += Math.floor(i / frame.width) + 0.5
    count++
  }
  return { x: x / count, y: y / count, count }
}

export function differing(a: Picture, b: Picture, where: (x: number, y: number) => boolean): number {
  let count = 0
  for (let i = 0; i < a.width * a.height; i++) {
    if (!where(i % a.width, Math.floor(i / a.width))) continue
    for (let c = 4 * i; c < 4 * i + 4; c++)
      if (a.data[c] !== b.data[c]) {
        count++
        break
      }
  }
  return count
}

export function maskOver(left: number, top: number, right: number, bottom: number): Mask {
  const data = new Uint8Array(size.width * size.height)
  for (let y = top; y < bottom; y++) data.fill(255, y * size.width + left, y * size.width + right)
  return { ...size, data }
}

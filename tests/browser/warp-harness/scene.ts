import type { Hint } from '../../../src/core/hint'
import { createPicture, type Picture } from '../../../src/core/image'

export const size = { width: 240, height: 160 }

/** A red square on a green ground, at 60..100 by 60..100. */
export function still(): Picture {
  const picture = createPicture(size.width, size.height)
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const grain = (x * 13 + y * 7) % 15
      const thing = x >= 60 && y >= 60 && x < 100 && y < 100
      picture.data.set(
        thing ? [210, 50 + grain, (x * 7) % 60, 255] : [40 + grain, 110, 60, 255],
        4 * (y * size.width + x),
      )
    }
  return picture
}

/** The square as a region in front, seen by a camera that goes past it and continues the picture. */
export function filmed(): Hint[] {
  const data = new Uint8Array(size.width * size.height)
  for (let y = 60; y < 100; y++) data.fill(255, y * size.width + 60, y * size.width + 100)
  const rest = { time: 0, x: 0, y: 0, zoom: 1, roll: 0, parallaxX: 0, parallaxY: 0, dolly: 0 }
  return [
    { kind: 'region', control: 'r', selection: { ...size, data }, feather: 0, parts: [], depth: 1 },
    {
      kind: 'camera',
      control: 'c',
      poses: [rest, { ...rest, time: 1, x: 7.3, zoom: 0.93, roll: 0.04, parallaxX: 30 }],
      depth: null,
      edges: 'extend',
    },
  ]
}

/** The square is drawn to the right by an odd way, under a frozen area. */
export function hints(): Hint[] {
  const data = new Uint8Array(size.width * size.height)
  for (let y = 0; y < size.height; y++) data.fill(255, y * size.width + 170, (y + 1) * size.width)
  return [
    {
      kind: 'track',
      control: 'a',
      knots: [
        { x: 80, y: 80, time: 0 },
        { x: 143.3, y: 90.6, time: 1 },
      ],
    },
    { kind: 'freeze', control: 'f', mask: { ...size, data } },
  ]
}

/**
 * The square in two regions, the upper one before the lower one: one turns, of the other the right half
 * leans; and a path beside them that keeps to an area.
 */
export function mixedHints(): Hint[] {
  const rest = { time: 0, angle: 0, scaleX: 1, scaleY: 1, x: 0, y: 0 }
  const half = { width: 2, height: 1, data: Float32Array.of(0, 1) }
  const whole = { width: 1, height: 1, data: Float32Array.of(1) }
  return [
    {
      kind: 'region',
      control: 'lower',
      selection: area(60, 60, 100, 100),
      feather: 0,
      depth: null,
      parts: [{ weight: half, about: { x: 90, y: 100 }, poses: [rest, { ...rest, time: 1, angle: 0.2, x: 9.3 }] }],
    },
    {
      kind: 'region',
      control: 'upper',
      selection: area(60, 60, 100, 78),
      feather: 2,
      depth: null,
      parts: [{ weight: whole, about: { x: 80, y: 70 }, poses: [rest, { ...rest, time: 1, angle: -0.7, y: -11.2 }] }],
    },
    { kind: 'limit', control: 'l', selection: area(150, 20, 220, 70) },
    {
      kind: 'track',
      control: 'a',
      knots: [
        { x: 180, y: 40, time: 0 },
        { x: 188.6, y: 47.1, time: 1 },
      ],
    },
  ]
}

/** Everything left of the frozen area flows, behind the square that is drawn along. */
export function flowing(): Hint[] {
  return [
    {
      kind: 'fluid',
      control: 'w',
      selection: area(10, 10, 220, 150),
      arrows: [{ x: 40, y: 40, dx: 23, dy: 6 }],
      period: 1.5,
      manner: 'flow',
      turbulence: 0.2,
      softness: 5,
      lift: 0,
      passes: 'around',
    },
    ...hints(),
  ]
}

function area(left: number, top: number, right: number, bottom: number) {
  const data = new Uint8Array(size.width * size.height)
  for (let y = top; y < bottom; y++) data.fill(255, y * size.width + left, y * size.width + right)
  return { ...size, data }
}

import { createPicture, type Picture } from '../../../src/core/image'

export type FrameKind = 'ramp' | 'colours' | 'count' | 'glass' | 'still' | 'leaving'

/** Colours of the patches of `colours`, in order, eight in a row. */
export const patches = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
  [0, 255, 255],
  [255, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
  [128, 128, 128],
  [200, 120, 80],
  [90, 140, 60],
  [60, 90, 160],
  [230, 200, 170],
  [30, 30, 60],
  [250, 220, 40],
  [120, 20, 90],
] as const

/** A frame that a test can know again: see each kind. */
export function drawFrame(kind: FrameKind, width: number, height: number, index: number): Picture {
  const picture = createPicture(width, height)
  const { data } = picture
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      const [r, g, b, a] = colourAt(kind, x / width, y / height, index)
      data[at] = r
      data[at + 1] = g
      data[at + 2] = b
      data[at + 3] = a
    }
  return picture
}

function colourAt(kind: FrameKind, x: number, y: number, index: number): [number, number, number, number] {
  switch (kind) {
    // Gentle ramps that drift to the right.
    case 'ramp':
      return [40 + 180 * x, 60 + 150 * y, 128 + 90 * Math.sin(6.28 * (x - index / 50)), 255]
    // The same sixteen patches in every frame.
    case 'colours': {
      const [r, g, b] = patches[Math.floor(y * 2) * 8 + Math.floor(x * 8)] ?? [0, 0, 0]
      return [r, g, b, 255]
    }
    // The frame's number in twelve bits, as black and white bars from the left, lowest first.
    case 'count': {
      const lit = (index >> Math.floor(x * 12)) & 1 ? 235 : 20
      return [lit, lit, lit, 255]
    }
    // Half transparent, half seen through at a quarter; a square wanders.
    case 'glass':
      return x < 0.5 ? [0, 0, 0, 0] : [200, 100, 50, Math.floor(y * 8) === index % 8 ? 255 : 64]
    // A red, feathered thing leaves slowly over a ground that stands still and is as bright.
    case 'leaving': {
      const ground = 24 * noise(x * 90, y * 60) + 12 * noise(x * 330, y * 210) + 4 * noise(x * 1200, y * 800)
      const u = x - index * 0.003
      const share = Math.min(1, Math.max(0, (0.15 - Math.hypot(u - 0.3, (y - 0.5) * 0.625)) * 110))
      const plume = 34 * noise(u * 60, y * 160) + 10 * noise(u * 500, y * 320)
      const blend = (from: number, to: number) => from + (to - from) * share
      return [blend(84 + ground, 196 + plume), blend(98 + ground, 44 + plume), blend(70 + ground, 40 + plume), 255]
    }
    // A photograph-like texture that stands still but for a band.
    case 'still': {
      const shift = y > 0.4 && y < 0.6 ? index / 60 : 0
      const u = x + shift
      return [
        128 + 80 * Math.sin(31 * u + 7 * y),
        120 + 70 * Math.sin(17 * y + 3 * u),
        110 + 60 * Math.sin(23 * (u + y)),
        255,
      ]
    }
  }
}

/** Smooth noise, -1..1, a lattice of random values with a smoothstep between them. */
function noise(x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const value = (i: number, j: number) => {
    const n = Math.sin(i * 127.1 + j * 311.7) * 43758.5453
    return 2 * (n - Math.floor(n)) - 1
  }
  const ease = (t: number) => t * t * (3 - 2 * t)
  const [fx, fy] = [ease(x - left), ease(y - top)]
  const upper = value(left, top) * (1 - fx) + value(left + 1, top) * fx
  const lower = value(left, top + 1) * (1 - fx) + value(left + 1, top + 1) * fx
  return upper * (1 - fy) + lower * fy
}

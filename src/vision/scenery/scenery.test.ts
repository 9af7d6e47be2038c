import { describe, expect, it } from 'vitest'
import type { ScenerySubject } from '../../bridge/scenery'
import { oval } from '../../core/face/points'
import { createPicture, type Picture } from '../../core/image'
import { findHairOf, findScenery, lookOver } from './scenery'

const [width, height] = [240, 160]

/** Smooth noise, -1..1, on a lattice of `sx` by `sy` pixels. */
function noise(x: number, y: number, sx: number, sy: number): number {
  const [u, v] = [x / sx, y / sy]
  const [left, top] = [Math.floor(u), Math.floor(v)]
  const at = (i: number, j: number) => {
    const n = Math.sin(i * 127.1 + j * 311.7 + sx) * 43758.5453
    return 2 * (n - Math.floor(n)) - 1
  }
  const [fx, fy] = [u - left, v - top]
  const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx
  return upper * (1 - fy) + (at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx) * fy
}

function paint(colour: (x: number, y: number) => readonly [number, number, number]): Picture {
  const picture = createPicture(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) picture.data.set([...colour(x, y), 255], 4 * (y * width + x))
  return picture
}

const clouds = (x: number, y: number) => {
  const cloud = Math.max(0, noise(x, y, 60, 30) + 0.3 * noise(x, y, 24, 14)) * 90
  return [120 + cloud, 160 + cloud * 0.7, 215 + cloud * 0.3] as const
}
const ripples = (x: number, y: number) => {
  const wave = 26 * noise(x, y, 24, 3) + 14 * noise(x, y, 11, 2)
  return [60 + wave, 95 + wave, 115 + wave] as const
}
const leaves = (x: number, y: number) => {
  const leaf = 55 * noise(x, y, 4, 4) + 30 * noise(x, y, 2, 2)
  return [60 + 0.6 * leaf, 120 + leaf, 40 + 0.4 * leaf] as const
}
const rock = (x: number, y: number) => {
  const grain = 40 * noise(x, y, 5, 5)
  return [120 + grain, 105 + grain, 92 + grain] as const
}

function found(picture: Picture, subject: ScenerySubject) {
  return findScenery(lookOver(picture)).find((scenery) => scenery.subject === subject)
}

/** Mean of the selection over a box given in shares of the picture. */
function cover(
  selection: { width: number; height: number; data: Uint8Array },
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let [sum, count] = [0, 0]
  for (let y = Math.floor(top * selection.height); y < bottom * selection.height; y++)
    for (let x = Math.floor(left * selection.width); x < right * selection.width; x++) {
      sum += selection.data[y * selection.width + x] as number
      count++
    }
  return sum / count / 255
}

/** A grey room out of focus: dark here, light there, without an edge. */
const backdrop = (x: number, y: number) => {
  const light = 140 + 80 * Math.sin(x / 70) + 6 * noise(x, y, 9, 9)
  return [light, light, light] as const
}

describe('what could move by itself', () => {
  const coast = paint((x, y) => (y < 80 ? clouds(x, y) : ripples(x, y)))

  it('is no sky where a grey backdrop is out of focus behind a thing', () => {
    const room = paint((x, y) => (y < 96 ? backdrop(x, y) : rock(x, y)))
    expect(found(room, 'sky')?.confidence ?? 0).toBeLessThan(0.1)
  })

  it('is the sky above, to the horizon, and the water below it', () => {
    const [sky, water] = [found(coast, 'sky'), found(coast, 'water')]
    expect(sky?.confidence).toBeGreaterThan(0.5)
    expect(water?.confidence).toBeGreaterThan(0.5)
    if (!sky || !water) return
    expect(cover(sky.selection, 0.05, 0.03, 0.95, 0.45)).toBeGreaterThan(0.9)
    expect(cover(sky.selection, 0, 0.55, 1, 1)).toBeLessThan(0.02)
    expect(cover(water.selection, 0.05, 0.6, 0.95, 0.97)).toBeGreaterThan(0.85)
    expect(cover(water.selection, 0, 0, 1, 0.45)).toBeLessThan(0.02)
  })

  it('is foliage, and not the rock beside it', () => {
    const garden = paint((x, y) => (x < 130 ? leaves(x, y) : rock(x, y)))
    const foliage = found(garden, 'foliage')
    expect(foliage?.confidence).toBeGreaterThan(0.5)
    if (!foliage) return
    expect(cover(foliage.selection, 0.03, 0.05, 0.5, 0.95)).toBeGreaterThan(0.85)
    expect(cover(foliage.selection, 0.6, 0, 1, 1)).toBeLessThan(0.03)
    expect(found(garden, 'water')).toBeUndefined()
  })

  it('is a lone thing that stands out', () => {
    const alone = paint((x, y) => (Math.hypot(x - 130, y - 85) < 34 ? [200, 60, 40] : [150, 160, 165]))
    const thing = found(alone, 'thing')
    expect(thing?.confidence).toBeGreaterThan(0.5)
    if (!thing) return
    expect(cover(thing.selection, 0.46, 0.42, 0.62, 0.64)).toBeGreaterThan(0.95)
    expect(cover(thing.selection, 0, 0, 0.3, 1)).toBeLessThan(0.02)
  })

  /** A face before a pale wall, with brown hair down to `hem` (0..1 of the height). */
  function portrait(hem: number) {
    const hair = (x: number, y: number) =>
      (Math.hypot((x - 120) / 42, (y - 62) / 48) < 1 && y < 62) ||
      (Math.abs(x - 120) < 42 && y >= 62 && y < hem * height)
    const skin = (x: number, y: number) => Math.hypot((x - 120) / 24, (y - 72) / 34) < 1
    const picture = paint((x, y) => {
      if (skin(x, y)) return [225, 180, 155]
      const strand = 14 * noise(x, y, 3, 24)
      if (hair(x, y)) return [92 + strand, 58 + strand, 36 + strand]
      return y > 115 ? [70, 90, 150] : [205, 212, 215]
    })
    const figure = { width, height, data: new Uint8Array(width * height) }
    for (let i = 0; i < figure.data.length; i++) {
      const [x, y] = [i % width, Math.floor(i / width)]
      if (skin(x, y) || hair(x, y) || y > 115) figure.data[i] = 255
    }
    const landmarks = new Float32Array(3 * 478)
    const place = (i: number, x: number, y: number) => landmarks.set([x / width, y / height], 3 * i)
    oval.forEach((i, k) => {
      const angle = (2 * Math.PI * k) / oval.length - Math.PI / 2
      place(i, 120 + 24 * Math.cos(angle), 72 + 34 * Math.sin(angle))
    })
    place(33, 106, 66)
    place(263, 134, 66)
    return findHairOf(lookOver(picture), { landmarks, figure })
  }

  it('is long hair beside a face, neither the face nor the clothes, and not short hair', () => {
    const hair = portrait(0.7)
    expect(hair?.confidence).toBeGreaterThan(0.5)
    if (!hair) return
    expect(cover(hair.selection, 0.345, 0.5, 0.385, 0.65)).toBeGreaterThan(0.8)
    expect(cover(hair.selection, 0.45, 0.4, 0.55, 0.6)).toBeLessThan(0.02)
    expect(cover(hair.selection, 0, 0.76, 1, 1)).toBeLessThan(0.02)
    expect(portrait(0.4)?.confidence ?? 0).toBeLessThan(0.3)
  })

  it('is not a wall, not an even backdrop, not a wooden table', () => {
    const kinds = (picture: Picture) =>
      findScenery(lookOver(picture))
        .filter(({ confidence }) => confidence > 0.3)
        .map(({ subject }) => subject)
    expect(kinds(paint(rock))).not.toContain('sky')
    expect(kinds(paint(() => [180, 200, 230]))).toEqual([])
    const table = paint((x, y) => {
      const grain = 24 * noise(x, y, 60, 3)
      return [150 + grain, 90 + grain, 45 + grain]
    })
    expect(kinds(table)).not.toContain('sky')
    expect(kinds(table)).not.toContain('water')
  })
})

import { describe, expect, it } from 'vitest'
import type { ScenerySubject } from '../../bridge/scenery'
import { createPicture, type Picture } from '../../core/image'
import { findScenery } from './scenery'

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
  return findScenery(picture).find((scenery) => scenery.subject === subject)
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

  it('is not a wall, not an even backdrop, not a wooden table', () => {
    const kinds = (picture: Picture) =>
      findScenery(picture)
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

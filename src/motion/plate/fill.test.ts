import { describe, expect, test } from 'vitest'
import { createPicture, type Picture, type Plane } from '../../core/image'
import { fillPlate } from './fill'
import { seeded } from './random'

const size = { width: 200, height: 140 }

function paint(colour: (x: number, y: number) => [number, number, number]): Picture {
  const picture = createPicture(size.width, size.height)
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) picture.data.set([...colour(x, y), 255], 4 * (y * size.width + x))
  return picture
}

const box = { left: 80, top: 50, right: 120, bottom: 90 }
const inBox = (x: number, y: number) => x >= box.left && x < box.right && y >= box.top && y < box.bottom

const lifted: Plane = {
  ...size,
  data: Float32Array.from({ length: size.width * size.height }, (_, i) =>
    inBox(i % size.width, Math.floor(i / size.width)) ? 1 : 0,
  ),
}

/** Mean absolute difference of two pictures within the box. */
function gap(a: Picture, b: Picture): number {
  let sum = 0
  for (let y = box.top; y < box.bottom; y++)
    for (let x = box.left; x < box.right; x++)
      for (let c = 0; c < 3; c++) {
        const i = 4 * (y * size.width + x) + c
        sum += Math.abs((a.data[i] as number) - (b.data[i] as number))
      }
  return sum / (3 * (box.right - box.left) * (box.bottom - box.top))
}

function withThing(ground: Picture): Picture {
  const picture = createPicture(size.width, size.height)
  picture.data.set(ground.data)
  for (let y = box.top; y < box.bottom; y++)
    for (let x = box.left; x < box.right; x++) picture.data.set([255, 0, 255], 4 * (y * size.width + x))
  return picture
}

describe('the plate', () => {
  test('outside of what is lifted it is the source, bit for bit', () => {
    const still = withThing(paint((x, y) => [(x * 37 + y * 11) % 256, (x + y) % 256, (x * y) % 256]))
    const plate = fillPlate(still, lifted, 1)
    for (let i = 0; i < size.width * size.height; i++) {
      if (lifted.data[i] === 1) continue
      expect(plate.data[4 * i]).toBe(still.data[4 * i])
      expect(plate.data[4 * i + 2]).toBe(still.data[4 * i + 2])
    }
  })

  test('a pattern goes on behind the thing, not a smear', () => {
    const stripes = paint((x, y) => (Math.floor((x + y) / 8) % 2 ? [60, 90, 60] : [190, 180, 120]))
    const plate = fillPlate(withThing(stripes), lifted, 1)
    // A smear of the two colours would be off by about 50.
    expect(gap(plate, stripes)).toBeLessThan(15)
  })

  test('gravel under a plain sky goes on as gravel: as rough as it was', () => {
    const random = seeded(3)
    const grains = Float32Array.from({ length: size.width * size.height }, () => 90 * random())
    const ground = paint((x, y) => {
      const value = y < 45 ? 128 : 83 + (grains[(y >> 1) * size.width + (x >> 1)] as number)
      return [value, value, value]
    })
    const plate = fillPlate(withThing(ground), lifted, 1)
    const roughness = (picture: Picture) => {
      let sum = 0
      for (let y = box.top + 4; y < box.bottom - 4; y++)
        for (let x = box.left + 4; x < box.right - 4; x++) {
          const i = 4 * (y * size.width + x)
          sum += ((picture.data[i + 8] as number) - (picture.data[i] as number)) ** 2
        }
      return sum
    }
    expect(roughness(plate) / roughness(ground)).toBeGreaterThan(0.7)
  })

  test('a soft sky stays soft', () => {
    const sky = paint((x, y) => [60 + y, 110 + y / 2, 200 - x / 10])
    expect(gap(fillPlate(withThing(sky), lifted, 1), sky)).toBeLessThan(3)
  })

  test('one seed, one plate', () => {
    const still = withThing(paint((x, y) => [(x * 37 + y * 11) % 256, (x * 5) % 256, (y * 9) % 256]))
    expect(fillPlate(still, lifted, 7).data).toEqual(fillPlate(still, lifted, 7).data)
  })

  test('nothing lifted, everything lifted, a tiny picture: no harm', () => {
    const still = paint(() => [1, 2, 3])
    const none = { ...size, data: new Float32Array(size.width * size.height) }
    expect(fillPlate(still, none, 1)).toBe(still)
    const all = { ...size, data: new Float32Array(size.width * size.height).fill(1) }
    expect(fillPlate(still, all, 1).data).toHaveLength(still.data.length)
    const dot = createPicture(3, 2)
    const half = { width: 3, height: 2, data: Float32Array.of(1, 0, 0, 0, 0, 0) }
    expect(fillPlate(dot, half, 1).width).toBe(3)
  })

  test('a plate of a large picture is as sharp as the picture', () => {
    const large = { width: 1200, height: 840 }
    const still = createPicture(large.width, large.height)
    for (let y = 0; y < large.height; y++)
      for (let x = 0; x < large.width; x++) {
        const value = (x >> 1) % 2 === (y >> 1) % 2 ? 60 : 180
        still.data.set([value, value, value, 255], 4 * (y * large.width + x))
      }
    const plate = fillPlate(still, lifted, 1)
    let contrast = 0
    let count = 0
    for (let y = 320; y < 520; y += 2)
      for (let x = 500; x < 700; x += 2) {
        const i = 4 * (y * large.width + x)
        contrast += Math.abs((plate.data[i] as number) - (plate.data[i + 8] as number))
        count++
      }
    expect(contrast / count).toBeGreaterThan(60)
  })
})

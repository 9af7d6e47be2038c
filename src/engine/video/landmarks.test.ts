import { expect, it } from 'vitest'
import type { Mover } from './flow'
import { drawFaces, facePoints } from './landmarks'

/** A face whose points all lie in a corner but for those given. */
function faceWith(places: Record<number, [x: number, y: number]>, by = 0): Mover[] {
  return facePoints.map((_, i) => {
    const [x, y] = places[i] ?? [639, 479]
    return { x, y, at: (time) => ({ x: x + by * time, y }) }
  })
}
const picture = { width: 640, height: 480 }
const square = { width: 320, height: 320 }

/** Red, green, blue (0..255) at a place of a moment. */
const at = ({ shape, data }: ReturnType<typeof drawFaces>, moment: number, x: number, y: number) => {
  const [, , height, width] = shape as [number, number, number, number]
  return [0, 1, 2].map((c) => Math.round(255 * (data[((3 * moment + c) * height + y) * width + x] as number)))
}

it('draws each part of a face as a stroke of its own colour, on black', () => {
  // Of 640 x 480 to the square: x halves, y becomes two thirds.
  const drawn = drawFaces(
    faceWith({ 27: [200, 150], 28: [200, 210], 29: [200, 210], 30: [200, 210] }),
    [0],
    picture,
    square,
  )
  expect(drawn.shape).toEqual([1, 3, 320, 320])
  for (const y of [100, 120, 140]) expect(at(drawn, 0, 100, y)).toEqual([10, 200, 250])
  expect(at(drawn, 0, 101, 120)).toEqual([10, 200, 250])
  expect(at(drawn, 0, 102, 120)).toEqual([0, 0, 0])
  expect(at(drawn, 0, 100, 95)).toEqual([0, 0, 0])
})

it('closes eyes, leaves brows open, and has lips over the contour', () => {
  const eye = faceWith({ 36: [100, 100], 37: [120, 90], 38: [140, 90], 39: [160, 100], 40: [140, 110], 41: [120, 110] })
  const [x, y] = [Math.trunc((100 + 120) / 4), Math.trunc(((100 + 110) / 2) * (2 / 3))]
  expect(at(drawFaces(eye, [0], picture, square), 0, x, y)).toEqual([10, 200, 180])
  const brow = faceWith({ 17: [100, 100], 18: [140, 60], 19: [180, 60], 20: [220, 60], 21: [260, 100] })
  expect(at(drawFaces(brow, [0], picture, square), 0, 90, 66)).toEqual([0, 0, 0])
  const both = faceWith({ 0: [100, 300], 1: [300, 300], 62: [100, 300], 63: [300, 300], 64: [300, 300] })
  expect(at(drawFaces(both, [0], picture, square), 0, 100, 200)).toEqual([120, 100, 200])
})

it('follows the points, and has the size of the picture that is drawn', () => {
  const size = { width: 128, height: 64 }
  const moving = faceWith({ 27: [200, 150], 28: [200, 330], 29: [200, 330], 30: [200, 330] }, 100)
  const drawn = drawFaces(moving, [0, 1], picture, size)
  expect(drawn.shape).toEqual([2, 3, 64, 128])
  const [still, later] = [Math.floor((200 / 640) * 128), Math.floor((300 / 640) * 128)]
  expect(at(drawn, 0, still, 30)[2]).toBeGreaterThan(100)
  expect(at(drawn, 0, later, 30)).toEqual([0, 0, 0])
  expect(at(drawn, 1, later, 30)[2]).toBeGreaterThan(100)
  expect(at(drawn, 1, still, 30)).toEqual([0, 0, 0])
})

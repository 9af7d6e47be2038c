import { expect, it } from 'vitest'
import { around, type Box, cropMoment, type HoleMoment, holeBox, nearRegion, seenBox, widenedBox } from './region'

const grid = { width: 60, height: 40 }

/** A moment at rest but for a hole at some cells, and cells that read elsewhere. */
function moment(holes: [number, number][], reads: { at: [number, number]; from: [number, number] }[] = []): HoleMoment {
  const backward = new Float32Array(2 * 60 * 40)
  const hole = new Float32Array(60 * 40)
  for (let y = 0; y < 40; y++)
    for (let x = 0; x < 60; x++) backward.set([(2 * x + 1) / 60 - 1, (2 * y + 1) / 40 - 1], 2 * (60 * y + x))
  for (const [x, y] of holes) hole[60 * y + x] = 1
  for (const { at, from } of reads)
    backward.set([(2 * from[0] + 1) / 60 - 1, (2 * from[1] + 1) / 40 - 1], 2 * (60 * at[1] + at[0]))
  return { moment: 1, frame: 1, backward, hole }
}

it('finds the box of all holes, with a margin, within the grid', () => {
  const both = around(holeBox(moment([[10, 12]]), grid), holeBox(moment([[14, 1]]), grid)) as Box
  expect(both).toEqual({ x: 10, y: 1, width: 5, height: 12 })
  expect(widenedBox(both, grid, 3)).toEqual({ x: 7, y: 0, width: 11, height: 16 })
  expect(holeBox(moment([]), grid)).toBeNull()
})

it('takes in what is seen near the holes, wherever it comes from', () => {
  const region = (it: HoleMoment) => nearRegion(seenBox(it, grid) as Box, grid, 8)
  const near = region(moment([[20, 20]]))
  expect(near.width).toBeLessThan(24)
  const far = region(moment([[20, 20]], [{ at: [22, 20], from: [45, 30] }]))
  expect(far.x + far.width).toBeGreaterThan(45)
  expect(far.y + far.height).toBeGreaterThan(30)
  for (const { width, height } of [near, far]) {
    expect(width % 4).toBe(0)
    expect(height % 4).toBe(0)
  }
})

it('is everything where cutting out would not be worth it', () => {
  const corners = moment([
    [2, 2],
    [57, 37],
  ])
  expect(nearRegion(seenBox(corners, grid) as Box, grid, 8)).toEqual({ x: 0, y: 0, ...grid })
})

it('tells the same places of the still from the borders of the region', () => {
  const region = { x: 12, y: 8, width: 24, height: 16 }
  const cropped = cropMoment(moment([[20, 20]], [{ at: [22, 20], from: [30, 10] }]), grid, region)
  const read = (x: number, y: number) => {
    const at = 2 * ((y - region.y) * region.width + x - region.x)
    return [0, 1].map((axis) => {
      const [origin, extent] = axis ? [region.y, region.height] : [region.x, region.width]
      return origin + (((cropped.backward[at + axis] as number) + 1) / 2) * extent - 0.5
    })
  }
  expect(read(15, 9)).toEqual([expect.closeTo(15, 4), expect.closeTo(9, 4)])
  expect(read(22, 20)).toEqual([expect.closeTo(30, 4), expect.closeTo(10, 4)])
  expect(cropped.hole[(20 - 8) * 24 + 20 - 12]).toBe(1)
  expect(cropped.hole.reduce((sum, value) => sum + value, 0)).toBe(1)
})

import { describe, expect, it } from 'vitest'
import * as draw from '../testing/silhouettes'
import { depthInside } from './distance'
import { gridOf } from './grid'
import { type Shape, shapeOf } from './shape'

const seen = (mask: ReturnType<typeof draw.person>) => shapeOf(mask, draw.picture) as Shape
const limb = (shape: Shape, index: number | null | undefined) => shape.limbs[index ?? -1]

describe('the shape', () => {
  it('of a person has a head, two arms and two legs where they are', () => {
    const shape = seen(draw.person())
    expect(shape.roles.legs).toHaveLength(2)
    expect(shape.roles.arms).toHaveLength(2)
    expect(limb(shape, shape.roles.head)?.tip.y).toBeLessThan(45)
    const [arm] = shape.roles.arms
    expect(limb(shape, arm)?.tip.x).toBeLessThan(130)
    expect(limb(shape, arm)?.joint.y).toBeLessThan(140)
    expect(limb(shape, shape.roles.legs[1])?.tip.x).toBeGreaterThan(225)
    expect(shape.frontal).toBe(true)
    expect(shape.lying).toBe(false)
  })

  it('of a dog has four legs, a head before and a tail behind', () => {
    const shape = seen(draw.dog())
    expect(shape.roles.legs).toHaveLength(4)
    expect(limb(shape, shape.roles.head)?.tip.x).toBeGreaterThan(290)
    expect(limb(shape, shape.roles.tail)?.tip.x).toBeLessThan(95)
    expect(shape.frontal).toBe(false)
  })

  it('of a bird has wings', () => {
    const shape = seen(draw.bird())
    const tips = shape.roles.wings.map((index) => limb(shape, index)?.tip.y ?? 0)
    expect(Math.min(...tips)).toBeLessThan(60)
    expect(Math.max(...tips)).toBeGreaterThan(240)
  })

  it('of a ball or a brick has no limbs', () => {
    expect(seen(draw.ball()).limbs).toEqual([])
    expect(seen(draw.brick()).limbs).toEqual([])
  })

  it('of a car has two wheels, as large as they are', () => {
    const wheels = seen(draw.car()).wheels
    expect(wheels).toHaveLength(2)
    const [first, second] = wheels
    expect(first?.x).toBeCloseTo(140, -1)
    expect(second?.x).toBeCloseTo(265, -1)
    for (const { radius, y } of wheels) {
      expect(radius).toBeGreaterThan(18)
      expect(radius).toBeLessThan(30)
      expect(y).toBeCloseTo(226, -1)
    }
    for (const other of [draw.dog(), draw.person(), draw.ball(), draw.plant()]) expect(seen(other).wheels).toEqual([])
  })

  it('knows what holds it', () => {
    expect(seen(draw.plant()).hold).toMatchObject({ kind: 'foot' })
    expect(seen(draw.plant()).hold.pivot.y).toBeGreaterThan(270)
    expect(seen(draw.lamp()).hold).toMatchObject({ kind: 'hang', pivot: { y: 0 } })
    expect(seen(draw.bauble()).hold.kind).toBe('hang')
    expect(seen(draw.flag()).pole.pivot.x).toBeLessThan(105)
  })

  it('tells the thick end from the thin one', () => {
    expect(seen(draw.dog()).grid.count).toBeGreaterThan(500)
    expect(Math.abs(seen(draw.brick()).axis.x)).toBeGreaterThan(0.99)
  })
})

it('depth inside is the distance to the outside', () => {
  const grid = gridOf(draw.ball(), draw.picture)
  if (!grid) throw new Error('no grid')
  const deepest = Math.max(...depthInside(grid)) * grid.cellX
  expect(deepest).toBeGreaterThan(57)
  expect(deepest).toBeLessThan(64)
})

it('an empty mask has no shape', () => {
  expect(shapeOf({ width: 10, height: 10, data: new Uint8Array(100) }, draw.picture)).toBeNull()
})

import { expect, test } from 'vitest'
import { createPicture, type Plane } from '../../core/image'
import { alongEdges } from './domain'

const width = 60
const height = 12

/** Dark on the left, bright from column 30 on. */
function guide() {
  const picture = createPicture(width, height)
  for (let i = 0; i < width * height; i++) picture.data.fill(i % width < 30 ? 40 : 220, 4 * i, 4 * i + 3)
  return picture
}

const stepAt = (column: number): Plane => ({
  width,
  height,
  data: Float32Array.from({ length: width * height }, (_, i) => (i % width < column ? 1 : 0)),
})

test('a step in an even area becomes a slope', () => {
  const row = alongEdges(stepAt(15), guide(), 8, 0.25).data.slice(5 * width, 6 * width)
  expect(row[14]).toBeLessThan(0.8)
  expect(row[15]).toBeGreaterThan(0.2)
})

test('a step on an edge of the guide stays as it is', () => {
  const row = alongEdges(stepAt(30), guide(), 8, 0.25).data.slice(5 * width, 6 * width)
  expect(row[29]).toBeGreaterThan(0.97)
  expect(row[30]).toBeLessThan(0.03)
})

test('a step a little off the edge is drawn towards it', () => {
  const row = alongEdges(stepAt(27), guide(), 8, 0.25).data.slice(5 * width, 6 * width)
  expect((row[29] as number) - (row[30] as number)).toBeGreaterThan(0.5)
})

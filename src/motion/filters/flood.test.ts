import { expect, test } from 'vitest'
import type { Plane } from '../../core/image'
import { connectedTo, withoutHollows } from './flood'

const plane = (rows: number[][]): Plane => ({
  width: (rows[0] as number[]).length,
  height: rows.length,
  data: Float32Array.from(rows.flat()),
})
const rowsOf = ({ width, height, data }: Plane) =>
  Array.from({ length: height }, (_, y) =>
    Array.from(data.slice(y * width, (y + 1) * width), (v) => Math.round(v * 10)),
  )

test('an island falls to the height of the pass that leads to it', () => {
  const map = plane([[0.9, 0.8, 0.2, 0.7, 1]])
  expect(rowsOf(connectedTo(map, [0]))).toEqual([[9, 8, 2, 2, 2]])
})

test('without a seed nothing is connected', () => {
  expect(rowsOf(connectedTo(plane([[0.9, 0.8]]), []))).toEqual([[0, 0]])
})

test('a hollow is raised to its rim, a bay that opens to the border is not', () => {
  const map = plane([
    [0, 0, 0, 0, 0, 0],
    [0, 0.9, 0.9, 0.9, 0.9, 0],
    [0, 0.9, 0.1, 0.9, 0.2, 0],
    [0, 0.9, 0.9, 0.7, 0.9, 0],
    [0, 0, 0, 0, 0, 0],
  ])
  const filled = rowsOf(withoutHollows(map))
  expect(filled[2]).toEqual([0, 9, 9, 9, 2, 0])
  expect(filled[3]).toEqual([0, 9, 9, 7, 9, 0])
})

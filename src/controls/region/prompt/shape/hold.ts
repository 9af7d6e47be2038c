import type { Point } from '../../../../core/geometry'
import type { Grid } from './grid'

/** Where a thing is held and where its free end is, picture pixels. */
export interface Hold {
  kind: 'foot' | 'hang' | 'side'
  pivot: Point
  tip: Point
}

/**
 * What holds a thing, by its outline alone: where it leaves the picture; else a cord (much thinner than the rest) at its
 * top; else it stands on its foot.
 */
export function holdOf(grid: Grid): Hold {
  const { width, height, box } = grid
  const rows = rowWidths(grid)
  const tall = box.bottom - box.top + 1
  const touches = {
    top: box.top === 0 ? (rows[0] as number) : 0,
    bottom: box.bottom === height - 1 ? (rows[tall - 1] as number) : 0,
    left: box.left === 0 ? columnHeight(grid, 0) : 0,
    right: box.right === width - 1 ? columnHeight(grid, width - 1) : 0,
  }
  const most = Math.max(...Object.values(touches))
  if (most > 0 && touches.bottom < most) {
    if (touches.top === most) return upright(grid, 'hang')
    return sideways(grid, touches.left === most ? 'left' : 'right')
  }
  if (most > 0) return upright(grid, 'foot')
  const mean = (from: number, to: number) => {
    const part = rows.slice(Math.floor(from * tall), Math.max(Math.floor(from * tall) + 1, Math.ceil(to * tall)))
    return part.reduce((sum, value) => sum + value, 0) / part.length
  }
  const widest = Math.max(...rows)
  const cord = mean(0, 0.14) < 0.16 * widest && mean(0.86, 1) > 1.5 * mean(0, 0.14)
  return upright(grid, cord ? 'hang' : 'foot')
}

/** The side of a cloth that its pole is on: where it leaves the picture, or where its border reaches farthest. */
export function poleOf(grid: Grid): Hold {
  const { width, box } = grid
  if (box.left === 0 && box.right < width - 1) return sideways(grid, 'left')
  if (box.right === width - 1 && box.left > 0) return sideways(grid, 'right')
  const near = Math.max(1, Math.round(0.08 * (box.right - box.left + 1)))
  const reach = (from: number, to: number) => {
    let [top, bottom] = [grid.height, -1]
    for (let x = from; x <= to; x++)
      for (let y = box.top; y <= box.bottom; y++)
        if (grid.inside[y * width + x]) {
          top = Math.min(top, y)
          bottom = Math.max(bottom, y)
        }
    return bottom - top
  }
  const [left, right] = [reach(box.left, box.left + near), reach(box.right - near, box.right)]
  return sideways(grid, right > 1.08 * left ? 'right' : 'left')
}

/** Cells inside in each row of the box. */
export function rowWidths({ width, box, inside }: Grid): number[] {
  const rows: number[] = []
  for (let y = box.top; y <= box.bottom; y++) {
    let sum = 0
    for (let x = box.left; x <= box.right; x++) sum += inside[y * width + x] as number
    rows.push(sum)
  }
  return rows
}

function columnHeight({ width, height, inside }: Grid, x: number): number {
  let sum = 0
  for (let y = 0; y < height; y++) sum += inside[y * width + x] as number
  return sum
}

function upright(grid: Grid, kind: 'foot' | 'hang'): Hold {
  const { box, cellX, cellY } = grid
  const tall = box.bottom - box.top + 1
  const band = Math.max(1, Math.round(0.06 * tall))
  const top = { x: middleX(grid, box.top, box.top + band - 1) * cellX, y: box.top * cellY }
  const bottom = { x: middleX(grid, box.bottom - band + 1, box.bottom) * cellX, y: (box.bottom + 1) * cellY }
  const centre = middleX(grid, box.top, box.bottom) * cellX
  // The free end lies straight over (under) the held one as far as the thing itself does.
  return kind === 'foot'
    ? { kind, pivot: bottom, tip: { x: (bottom.x + centre) / 2, y: top.y } }
    : { kind, pivot: top, tip: { x: (top.x + centre) / 2, y: bottom.y } }
}

function sideways(grid: Grid, side: 'left' | 'right'): Hold {
  const { box, cellX, cellY, width, inside } = grid
  const band = Math.max(1, Math.round(0.06 * (box.right - box.left + 1)))
  const middleY = (from: number, to: number) => {
    let [sum, count] = [0, 0]
    for (let y = box.top; y <= box.bottom; y++)
      for (let x = from; x <= to; x++)
        if (inside[y * width + x]) {
          sum += y + 0.5
          count++
        }
    return (count > 0 ? sum / count : (box.top + box.bottom + 1) / 2) * cellY
  }
  const left = { x: box.left * cellX, y: middleY(box.left, box.left + band - 1) }
  const right = { x: (box.right + 1) * cellX, y: middleY(box.right - band + 1, box.right) }
  return side === 'left' ? { kind: 'side', pivot: left, tip: right } : { kind: 'side', pivot: right, tip: left }
}

/** Mean column of the cells inside some rows. */
function middleX({ width, box, inside }: Grid, from: number, to: number): number {
  let [sum, count] = [0, 0]
  for (let y = Math.max(from, box.top); y <= Math.min(to, box.bottom); y++)
    for (let x = box.left; x <= box.right; x++)
      if (inside[y * width + x]) {
        sum += x + 0.5
        count++
      }
  return count > 0 ? sum / count : (box.left + box.right + 1) / 2
}

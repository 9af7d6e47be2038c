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
  const widest = Math.max(...rows)
  const onFoot = box.bottom === height - 1
  // A cord or a curtain, not a crown that the border happens to cut.
  const above = box.top === 0 ? runsOf(grid, 'row', 0) : []
  const [rope = 0] = above
  if (!onFoot && above.length === 1 && (rope < 0.22 * widest || (rope > 0.75 * widest && tall > 1.2 * widest)))
    return upright(grid, 'hang')
  const beside = (column: number) => (box.top === 0 || onFoot ? [] : runsOf(grid, 'column', column))
  const [left, right] = [box.left === 0 ? beside(0) : [], box.right === width - 1 ? beside(width - 1) : []]
  const reaches = ([run = 0, ...more]: number[]) => more.length === 0 && run > 0 && run < 0.7 * tall
  if (reaches(left) && right.length === 0) return sideways(grid, 'left')
  if (reaches(right) && left.length === 0) return sideways(grid, 'right')
  if (onFoot) return upright(grid, 'foot')
  const mean = (from: number, to: number) => {
    const part = rows.slice(Math.floor(from * tall), Math.max(Math.floor(from * tall) + 1, Math.ceil(to * tall)))
    return part.reduce((sum, value) => sum + value, 0) / part.length
  }
  // A mast is thin above, too: only what is taller than wide hangs on its own.
  const slim = box.right - box.left < 0.85 * (box.bottom - box.top)
  const cord = slim && mean(0, 0.14) < 0.16 * widest && mean(0.86, 1) > 1.5 * mean(0, 0.14)
  return upright(grid, cord ? 'hang' : 'foot')
}

/** At which of the picture's borders a thing is cut off: a good part of it lies along them. */
export interface Cut {
  left: boolean
  top: boolean
  right: boolean
  bottom: boolean
}

export function cutOf(grid: Grid): Cut {
  const { width, height, box } = grid
  const [wide, tall] = [box.right - box.left + 1, box.bottom - box.top + 1]
  const along = (way: 'row' | 'column', index: number, of: number) =>
    runsOf(grid, way, index).reduce((sum, run) => sum + run, 0) > 0.15 * of
  return {
    left: box.left === 0 && along('column', 0, tall),
    top: box.top === 0 && along('row', 0, wide),
    right: box.right === width - 1 && along('column', width - 1, tall),
    bottom: box.bottom === height - 1 && along('row', height - 1, wide),
  }
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

/** Lengths, in cells, of the pieces of a row or column that lie inside. */
function runsOf({ width, height, inside }: Grid, along: 'row' | 'column', index: number): number[] {
  const runs: number[] = []
  let run = 0
  const count = along === 'row' ? width : height
  for (let i = 0; i <= count; i++) {
    const cell = along === 'row' ? index * width + i : i * width + index
    if (i < count && inside[cell]) run++
    else if (run > 0) {
      runs.push(run)
      run = 0
    }
  }
  return runs
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

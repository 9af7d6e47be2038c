import { type Grid, middleOf } from './grid'

/** Picture pixels. */
export interface Circle {
  x: number
  y: number
  radius: number
}

/**
 * Wheels: bumps along the lower border that come equally far down. Of a bump whose chord, at `rise` over
 * its lowest point, is c wide the radius is (c^2 / 4 + rise^2) / (2 rise).
 */
export function wheelsOf(grid: Grid): Circle[] {
  const { width, box, inside } = grid
  const tall = box.bottom - box.top + 1
  const lowest: number[] = []
  for (let x = box.left; x <= box.right; x++) {
    let y = box.bottom
    while (y >= box.top && !inside[y * width + x]) y--
    lowest.push(box.bottom - y)
  }
  // Between wheels one sees under the thing.
  const clearance = 0.05 * tall + 1
  const runs: { from: number; to: number }[] = []
  lowest.forEach((height, i) => {
    if (height > clearance) return
    const last = runs.at(-1)
    if (last && last.to === i - 1) last.to = i
    else runs.push({ from: i, to: i })
  })
  if (runs.length < 2 || runs.length > 8) return []
  const circles = runs.flatMap(({ from, to }): Circle[] => {
    // The chord is taken as high as the bump is free on both sides, at most half of a likely radius.
    const free = Math.min(highest(lowest, from - 1, -1, clearance), highest(lowest, to + 1, 1, clearance))
    const rise = Math.max(clearance, Math.min(free, 0.16 * tall))
    const [left, right] = [spread(lowest, from, -1, rise), spread(lowest, to, 1, rise)]
    const base = Math.min(...lowest.slice(from, to + 1))
    const high = rise - base + 0.5
    const chord = right - left + 1
    const radius = ((chord * chord) / 4 + high * high) / (2 * high)
    if (radius < 2 || radius > 0.6 * tall || radius < 0.12 * tall) return []
    const middle = middleOf(grid, (box.bottom - base) * width + box.left + Math.round((left + right) / 2))
    const x = (box.left + (left + right) / 2 + 0.5) * grid.cellX
    return [{ x, y: middle.y + (0.5 - radius) * grid.cellY, radius: radius * grid.cellX }]
  })
  const largest = Math.max(0, ...circles.map(({ radius }) => radius))
  const alike = circles.filter(({ radius }) => radius > 0.45 * largest)
  return alike.length >= 2 ? alike : []
}

/** How far up the border goes beside a bump before the next one. */
function highest(lowest: number[], at: number, step: 1 | -1, clearance: number): number {
  let top = 0
  for (let i = at; i >= 0 && i < lowest.length && (lowest[i] as number) > clearance; i += step)
    top = Math.max(top, lowest[i] as number)
  // Past the end of the thing the bump is free all the way up.
  return top === 0 ? Number.POSITIVE_INFINITY : top
}

function spread(lowest: number[], from: number, step: 1 | -1, rise: number): number {
  let at = from
  while (at + step >= 0 && at + step < lowest.length && (lowest[at + step] as number) <= rise) at += step
  return at
}

// What one path has done to one photograph, in figures.
import { grown, rasterize } from './material.mjs'
import { features, grey, track } from './track.mjs'

const median = (values) => percentile(values, 0.5)

/** The value below which a share of all lies; NaN of nothing. */
export function percentile(values, share) {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low] + ((sorted[low + 1] ?? sorted[low]) - sorted[low]) * (at - low)
}

/**
 * @param still the photograph
 * @param moved what the engine made of it (see subject.ts)
 * @param polygons the thing's outline
 * @param task the case
 * Lengths are in pixels of a picture whose long side is 512.
 */
export function measure(still, moved, polygons, task) {
  const path = task.controls.find(({ kind }) => kind === 'trajectory')
  const pinned = task.controls.some(({ kind }) => kind === 'pin')
  const frozen = task.controls.find(({ kind }) => kind === 'freeze')
  const [start, end] = [path.points[0], path.points.at(-1)]
  const drag = { x: end.x - start.x, y: end.y - start.y }
  const way = Math.hypot(drag.x, drag.y)
  const scale = 512 / Math.max(still.width, still.height)

  const [first, middle, last] = [moved.frame(0), moved.frame(moved.span / 2), moved.frame(moved.span)]
  const thing = rasterize(polygons, still, still)
  const [before, after] = [grey(still), grey(last)]
  const half = Math.round(9 / scale)
  const reach = Math.ceil(way + 12 / scale)
  const errorAt = (place) => {
    const found = track(before, after, thing, place.x, place.y, half, reach)
    if (!found) return null
    return found.score < 0.5 ? Number.POSITIVE_INFINITY : Math.hypot(found.dx - drag.x, found.dy - drag.y) * scale
  }
  // Where it arrives under a frozen area there is nothing to be found.
  const [left, top, right, bottom] = frozen?.area ?? [0, 0, 0, 0]
  const hidden = frozen && end.x > left - half && end.x < right + half && end.y > top - half && end.y < bottom + half
  const started = hidden ? null : errorAt(start)
  // Where the thing is not held, all of it should have gone the same way.
  const visible = ({ x, y }) =>
    x + drag.x > half && y + drag.y > half && x + drag.x < still.width - half && y + drag.y < still.height - half
  const places = pinned || frozen ? [] : features(before, thing, 12, half, 24 / scale).filter(visible)
  const thingErrors = places.map(errorAt).filter((error) => error !== null)

  const { width, height } = moved.grid
  const flow = moved.flow(moved.span)
  const inside = rasterize(polygons, still, moved.grid)
  const near = grown(inside, moved.grid, 3)
  let [follows, members, leak, moving, outsiders] = [0, 0, 0, 0, 0]
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [flow[i], flow[width * height + i]]
    if (inside[i]) {
      members++
      if (Math.hypot(x - drag.x, y - drag.y) < 0.15 * way) follows++
    } else if (!near[i]) {
      outsiders++
      leak += Math.hypot(x, y) / way
      if (Math.hypot(x, y) > 0.15 * way) moving++
    }
  }

  return {
    start: started ?? Number.NaN,
    thing: thingErrors,
    thingMedian: median(thingErrors),
    follows: pinned || frozen ? Number.NaN : follows / members,
    leak: leak / outsiders,
    moving: moving / outsiders,
    first: largest(still, first, () => true),
    frozen: frozen
      ? Math.max(...[middle, last].map((frame) => largest(still, frame, within(frozen.area))))
      : Number.NaN,
    untouched: Math.max(
      ...[moved.span / 2, moved.span].map((time, k) =>
        untouched(still, [middle, last][k], moved.touched(time), moved.map(time)),
      ),
    ),
    last,
  }
}

const within =
  ([left, top, right, bottom]) =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom

/** The largest difference of any channel over the pixels that `where` chooses. */
function largest(a, b, where) {
  let most = 0
  for (let i = 0; i < a.data.length; i++) {
    const pixel = i >> 2
    const difference = Math.abs(a.data[i] - b.data[i])
    if (difference > most && where(pixel % a.width, Math.floor(pixel / a.width))) most = difference
  }
  return most
}

/** The same where neither a thing has come nor one has gone, a few pixels away from both. */
function untouched(still, frame, touched, { layer, hole }) {
  const wide = grown(
    touched.map((value, i) => (value || layer[i] >= 0 || hole[i] > 0 ? 1 : 0)),
    still,
    4,
  )
  return largest(still, frame, (x, y) => !wide[y * still.width + x])
}

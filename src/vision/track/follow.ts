import type { FollowedPoint, Tracks } from '../../core/clone/tracks'
import type { Size } from '../../core/geometry'
import type { OpenCv } from '../segment/grabcut'
import { bestCorners } from './corners'

/** Points that are followed at a time, at most, and how far new ones keep from others, in parts of the long side. */
const most = 320
const apart = 0.018
/** A corner must be at least so good, against the best one of the frame. */
const quality = 0.008
/** New points are looked for when fewer than this share of the most are left, and every so many frames. */
const few = 0.7
const seldom = 12
/** There and back a point must come to where it was, pixels. */
const faithful = 0.8
/** Side of the block in which a corner is looked for, pixels. */
const block = 5
/** Side of the window that is compared, pixels, and levels of the pyramid above it. */
const window = 15
const levels = 3

type Mat = InstanceType<OpenCv['Mat']>

interface Alive {
  x: number
  y: number
  first: number
  places: number[]
}

/** Follows points through a clip, frame after frame. */
export interface Follower {
  /** @param pixels RGBA, as large as was said */
  add(pixels: Uint8ClampedArray): void
  finish(): Tracks
  close(): void
}

/**
 * Corners (Shi and Tomasi 1994) followed by the pyramidal Lucas-Kanade method (Bouguet 2000), each step proved by going
 * back (Kalal, Mikolajczyk and Matas 2010); what is lost is replaced by new ones.
 */
export function createFollower(cv: OpenCv, { width, height }: Size, rate: number): Follower {
  let before: Mat | null = null
  let alive: Alive[] = []
  const done: FollowedPoint[] = []
  let count = 0
  const spacing = Math.max(4, apart * Math.max(width, height))
  const end = ({ first, places }: Alive) => {
    done.push({ first, places: Float32Array.from(places) })
  }

  const greyOf = (pixels: Uint8ClampedArray): Mat => {
    const colour = new cv.Mat(height, width, cv.CV_8UC4)
    const grey = new cv.Mat()
    colour.data.set(pixels)
    cv.cvtColor(colour, grey, cv.COLOR_RGBA2GRAY)
    colour.delete()
    return grey
  }

  const seed = (grey: Mat) => {
    const strength = new cv.Mat()
    cv.cornerMinEigenVal(grey, strength, block)
    for (const { x, y } of bestCorners(
      strength.data32F,
      { width, height },
      alive,
      most - alive.length,
      quality,
      spacing,
    ))
      alive.push({ x, y, first: count, places: [x, y] })
    strength.delete()
  }

  /** Where places of one frame are in another; NaN where they are not. */
  const flown = (from: Mat, to: Mat, places: Float32Array): Float32Array => {
    const points = cv.matFromArray(places.length / 2, 1, cv.CV_32FC2, Array.from(places))
    const [next, status, error] = [new cv.Mat(), new cv.Mat(), new cv.Mat()]
    const criteria = new cv.TermCriteria(cv.TermCriteria_EPS + cv.TermCriteria_COUNT, 20, 0.02)
    cv.calcOpticalFlowPyrLK(from, to, points, next, status, error, new cv.Size(window, window), levels, criteria)
    const found = Float32Array.from(next.data32F, (value, i) => (status.data[i >> 1] ? value : Number.NaN))
    for (const mat of [points, next, status, error]) mat.delete()
    return found
  }

  const step = (from: Mat, to: Mat) => {
    if (alive.length === 0) return
    const was = Float32Array.from(alive.flatMap(({ x, y }) => [x, y]))
    const is = flown(from, to, was)
    const back = flown(
      to,
      from,
      Float32Array.from(is, (value) => (Number.isNaN(value) ? -1 : value)),
    )
    const left: Alive[] = []
    for (const [i, point] of alive.entries()) {
      const [x, y] = [is[2 * i] as number, is[2 * i + 1] as number]
      const off = Math.hypot((back[2 * i] as number) - point.x, (back[2 * i + 1] as number) - point.y)
      const inside = x >= 1 && y >= 1 && x <= width - 2 && y <= height - 2
      if (!inside || !(off < faithful)) {
        end(point)
        continue
      }
      point.x = x
      point.y = y
      point.places.push(x, y)
      left.push(point)
    }
    alive = left
  }

  return {
    add(pixels) {
      const grey = greyOf(pixels)
      if (before) step(before, grey)
      if (count % seldom === 0 || alive.length < few * most) seed(grey)
      before?.delete()
      before = grey
      count++
    },
    finish() {
      alive.forEach(end)
      alive = []
      return { width, height, rate, count, points: done }
    },
    close() {
      before?.delete()
      before = null
    },
  }
}

import cvModule from '@techstark/opencv-js'
import type { FollowedPoint, Tracks } from '../../../src/core/clone/tracks'
import { lastFrame, placeIn } from '../../../src/core/clone/tracks'
import { createFollower } from '../../../src/vision/track/follow'

/** Velocities are taken over so many frames: a tracker trembles from one to the next. */
const stride = 3
/** Slower than this, pixels a frame at a long side of 480, is standing still. */
const still = 0.25

/** Follows points through frames of RGBA pixels. */
export async function follow(
  frames: Iterable<Uint8ClampedArray>,
  size: { width: number; height: number },
  rate: number,
): Promise<Tracks> {
  const follower = createFollower(await cvModule, size, rate)
  for (const frame of frames) follower.add(frame)
  return follower.finish()
}

/**
 * Motion fidelity of Yatim et al. 2024 (eq. 5 and 6), as MotionClone reports it: of each tracklet the best correlation of
 * velocities with one of the other clip's, both ways, averaged. Two that stand still agree; one that does and one that
 * does not have nothing in common.
 * @param of which tracklets count in each clip, by where they are at first
 */
export function fidelity(
  reference: Tracks,
  made: Tracks,
  of: [(point: FollowedPoint) => boolean, (point: FollowedPoint) => boolean],
): { score: number; reference: number; made: number } {
  const a = reference.points.filter((point) => lasts(reference, point) && of[0](point))
  const b = made.points.filter((point) => lasts(made, point) && of[1](point))
  const frames = Math.min(reference.count, made.count)
  const best = (from: FollowedPoint[], to: FollowedPoint[]) =>
    from.length === 0
      ? 0
      : from.reduce((sum, one) => sum + to.reduce((high, other) => Math.max(high, alike(one, other, frames)), -1), 0) /
        from.length
  return { score: (best(a, b) + best(b, a)) / 2, reference: a.length, made: b.length }
}

function lasts({ count }: Tracks, point: FollowedPoint): boolean {
  return point.first === 0 && lastFrame(point) >= count / 2
}

function alike(one: FollowedPoint, other: FollowedPoint, frames: number): number {
  let [sum, count] = [0, 0]
  for (let frame = 0; frame + stride < frames; frame += stride) {
    const [p, q] = [velocity(one, frame), velocity(other, frame)]
    if (!p || !q) continue
    const [a, b] = [Math.hypot(p.x, p.y), Math.hypot(q.x, q.y)]
    if (a < still && b < still) sum += 1
    else if (a >= still && b >= still) sum += (p.x * q.x + p.y * q.y) / (a * b)
    count++
  }
  return count > 2 ? sum / count : -1
}

function velocity(point: FollowedPoint, frame: number) {
  const [from, to] = [placeIn(point, frame), placeIn(point, frame + stride)]
  return from && to ? { x: (to.x - from.x) / stride, y: (to.y - from.y) / stride } : null
}

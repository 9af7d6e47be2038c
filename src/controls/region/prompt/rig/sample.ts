import type { ClipTime } from '../../../../core/hint'
import type { Part, Pose } from '../../../../core/part'
import type { Link } from './rig'

/** Poses a second, and a cycle, at least. */
const [perSecond, perCycle] = [30, 24]
const mostPoses = 2400

/** Moments at which poses are taken: dense enough to be joined by straight lines, up to the end of the clip or its period. */
export function momentsOf(clip: ClipTime, cycle: number): number[] {
  const end = Math.max(clip.span, clip.period ?? 0)
  if (!(end > 0)) return [0]
  const count = Math.min(mostPoses, Math.ceil(end * Math.max(perSecond, perCycle / Math.max(cycle, 0.02))))
  return Array.from({ length: count + 1 }, (_, i) => (i === count ? end : (i * end) / count))
}

/** Links as the motion field takes them. */
export function sampled(links: readonly Link[], moments: readonly number[]): Part[] {
  return links.map(({ weight, about, pose }) => ({
    weight,
    about,
    poses: moments.map((time): Pose => ({ time, ...pose(time) })),
  }))
}

import type { BodyTake } from '../controls/body/state'
import { packBody } from '../controls/body/take'
import { jointsOf, measureBody } from '../core/body/measure'
import { type BodyPose, type Joints, restPose } from '../core/body/skeleton'
import { KinoraError } from '../core/errors'
import { followBodies } from './face-finder'

/** Long side, in pixels, at which a driver's body is looked for. */
const seenSide = 640

/**
 * The motion of the body in a video, against its first frame.
 * @throws `video-unreadable`, `body-not-found`, `vision-unavailable`
 */
export async function readBodyTake(file: Blob): Promise<BodyTake> {
  const { videoFrames } = await import('../media/video/frames')
  const video = await videoFrames(file, seenSide)
  const follow = await followBodies()
  const poses: BodyPose[] = []
  let neutral: Joints | null = null
  let last: BodyPose = restPose
  for await (const bitmap of video.frames()) {
    const { width, height } = bitmap
    const landmarks = await follow(bitmap)
    // The worker has had a copy.
    bitmap.close()
    if (landmarks) {
      const { joints, sure } = jointsOf(landmarks)
      const pixels = joints.map(({ x, y }) => ({ x: x * width, y: y * height }))
      neutral ??= pixels
      last = measureBody(neutral, pixels, sure, last)
    }
    // Where no body is seen for a moment, the last pose stays.
    poses.push(last)
  }
  if (!neutral) throw new KinoraError('body-not-found')
  return packBody(evened(evened(poses)), video.rate)
}

/** Each pose a little as its neighbours: nothing lags. */
function evened(poses: readonly BodyPose[]): BodyPose[] {
  return poses.map((pose, i) => {
    const [a, b] = [poses[Math.max(0, i - 1)] as BodyPose, poses[Math.min(poses.length - 1, i + 1)] as BodyPose]
    const mean = (of: (pose: BodyPose) => number) => (of(a) + 2 * of(pose) + of(b)) / 4
    return {
      x: mean(({ x }) => x),
      y: mean(({ y }) => y),
      turns: pose.turns.map((_, k) => mean((p) => p.turns[k] as number)),
    }
  })
}

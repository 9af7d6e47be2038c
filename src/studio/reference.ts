import { type Client, connect } from '../bridge/client'
import type { FollowApi } from '../bridge/clone'
import { isCloneFile, readCloneFile } from '../controls/clone/file'
import { packMotion } from '../controls/clone/motion'
import { type CloneMotion, mostPoints } from '../controls/clone/state'
import { KinoraError } from '../core/errors'

/** Long side, in pixels, at which points are followed. */
const seenSide = 480
/** Seconds of a clip that are looked at. */
const longest = 20

const openFollower = (): Client<FollowApi> =>
  connect<FollowApi>(
    new Worker(new URL('../vision/track-worker.ts', import.meta.url), { type: 'module', name: 'track' }),
    'track',
  )

/** A reference's motion, and where (seconds) it is best begun. */
export interface ReadReference {
  motion: CloneMotion
  start: number
}

/**
 * The motion in a video, or in a motion file that was saved of one; of a longer video the beginning.
 * @param onProgress share that is done, 0..1
 * @throws `take-unreadable`, `video-unreadable`, `reference-still`
 */
export async function readReference(
  file: Blob,
  onProgress: (share: number) => void = () => {},
): Promise<ReadReference> {
  if (await isCloneFile(file)) return { motion: readCloneFile(new Uint8Array(await file.arrayBuffer())), start: 0 }
  const { videoFrames } = await import('../media/video/frames')
  const video = await videoFrames(file, seenSide)
  const total = Math.max(1, Math.min(longest, video.duration) * video.rate)
  const worker = openFollower()
  try {
    let count = 0
    for await (const frame of video.frames()) {
      if (count === 0) await worker.api.begin({ width: frame.width, height: frame.height, rate: video.rate })
      await worker.api.add(frame)
      // The worker has had a copy.
      frame.close()
      count++
      onProgress(Math.min(1, count / total))
      if (count >= total) break
    }
    if (count < 3) throw new KinoraError('reference-still')
    const { start, ...separated } = await worker.api.finish()
    const name = 'name' in file ? String(file.name).slice(0, 200) : ''
    return { motion: packMotion(separated, name, mostPoints), start }
  } finally {
    worker.close()
  }
}

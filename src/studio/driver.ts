import type { Take } from '../controls/face/state'
import { packTake } from '../controls/face/take'
import { isTakeFile, readTakeFile } from '../controls/face/take-file'
import { KinoraError } from '../core/errors'
import type { FaceSight } from '../core/face/imprint/imprint'
import { imprintRecorder, resampled } from '../core/face/imprint/record'
import { measureFace, type Neutral, neutralOf } from '../core/face/measure'
import { channelCount } from '../core/face/names'
import { smoothed } from '../core/face/smooth'
import { speak } from '../core/face/speech'
import type { KeptSound } from '../media/sound/keep'
import { skinLight } from '../motion/face/imprint/skin-light'
import { followFaces } from './face-finder'
import type { Sounds } from './sounds'

/** Long side, in pixels, at which a driver's face is looked for. */
const seenSide = 640
/** Moments a second that are kept of a voice: enough for lips. */
const spokenRate = 50

/**
 * The motion of the face in a video, of one who speaks what a sound file holds, or of a motion file, and what is heard with it.
 * @param onProgress share that is done, 0..1
 * @throws `take-unreadable`, `video-unreadable`, `sound-unreadable`, `driver-faceless`, `vision-unavailable`
 */
export async function readTake(
  file: Blob,
  sounds: Sounds,
  onProgress: (share: number) => void = () => {},
): Promise<Take> {
  if (await isTakeFile(file)) return readTakeFile(new Uint8Array(await file.arrayBuffer()))
  const { soundToKeep } = await import('../media/sound/keep')
  const name = 'name' in file ? String(file.name).slice(0, 200) : ''
  if (file.type.startsWith('audio/')) {
    const sound = await soundToKeep(file)
    if (!sound) throw new KinoraError('sound-unreadable')
    return { ...(await takeOfSound(sound, onProgress)), name, sound: await named(sound, sounds) }
  }
  const { take, begin } = await takeOfVideo(file, onProgress)
  // A voice that cannot be read keeps no face from moving.
  const sound = await soundToKeep(file, begin).catch(() => null)
  return { ...take, name, ...(sound ? { sound: await named(sound, sounds) } : {}) }
}

/** A recorded voice into the studio's care. @throws `sound-unreadable` */
export async function keepSound(file: Blob, sounds: Sounds): Promise<Take['sound']> {
  const { soundToKeep } = await import('../media/sound/keep')
  const sound = await soundToKeep(file)
  return sound ? named(sound, sounds) : undefined
}

async function named({ file, start, duration }: KeptSound, sounds: Sounds): Promise<Take['sound']> {
  return { sha256: await sounds.add(file), type: file.type, start, duration, muted: false }
}

/** What the first face of a video does against its first frame, smoothed without lag, and when (seconds) that is in the file. */
async function takeOfVideo(file: Blob, onProgress: (share: number) => void): Promise<{ take: Take; begin: number }> {
  const { videoFrames } = await import('../media/video/frames')
  const video = await videoFrames(file, seenSide)
  const total = Math.max(1, video.duration * video.rate)
  const rows: Float32Array[] = []
  let neutral: Neutral | null = null
  let before: FaceSight | null = null
  let last = new Float32Array(channelCount)
  const pixels = imprintRecorder()
  let seen: Parameters<typeof pixels.add>[0] | null = null
  let unseen = 0
  const follow = await followFaces()
  for await (const bitmap of video.frames()) {
    const face = await follow(bitmap)
    // The worker has had a copy.
    bitmap.close()
    if (face) {
      neutral ??= neutralOf(face.landmarks)
      last = measureFace(neutral, face.landmarks)
      if (face.sight) {
        before ??= face.sight
        seen = { ...face.sight, skin: skinLight(before, face.sight) }
      }
    }
    // Where no face is seen for a moment, the last one stays.
    rows.push(last)
    if (seen) pixels.add(seen)
    else unseen++
    onProgress(Math.min(1, rows.length / total))
  }
  if (!neutral) throw new KinoraError('driver-faceless')
  const values = new Float32Array(rows.length * channelCount)
  rows.forEach((row, i) => {
    values.set(row, i * channelCount)
  })
  const take = packTake(smoothed(values, video.rate), video.rate)
  // Before the first face there is nothing to be seen of it.
  const imprint =
    before &&
    resampled(
      pixels.imprint(before.lamp),
      Array.from(rows, (_, i) => i - unseen),
    )
  return { take: { ...take, ...(imprint && { imprint }) }, begin: video.begin }
}

async function takeOfSound({ file, start, duration }: KeptSound, onProgress: (share: number) => void): Promise<Take> {
  const [{ hear, heardRate, soundRate }, { openSound }] = await Promise.all([
    import('../media/sound/hear'),
    import('../media/sound/read'),
  ])
  const samples = new Float32Array(Math.max(1, Math.round((duration - start) * soundRate)))
  const sound = await openSound(file)
  let filled = 0
  for await (const [left, right] of sound.from(start, soundRate)) {
    const count = Math.min(left.length, samples.length - filled)
    for (let i = 0; i < count; i++) samples[filled + i] = ((left[i] as number) + (right[i] as number)) / 2
    filled += count
    onProgress(filled / samples.length)
  }
  sound.close()
  const spoken = speak(hear(samples), heardRate)
  const every = heardRate / spokenRate
  const count = Math.max(1, Math.floor(spoken.length / channelCount / every))
  const values = new Float32Array(count * channelCount)
  for (let i = 0; i < count; i++) {
    const from = Math.round(i * every) * channelCount
    values.set(spoken.subarray(from, from + channelCount), i * channelCount)
  }
  return packTake(values, spokenRate)
}

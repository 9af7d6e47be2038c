import type { Take } from '../controls/face/state'
import { packTake } from '../controls/face/take'
import { KinoraError } from '../core/errors'
import { measureFace, type Neutral, neutralOf } from '../core/face/measure'
import { channelCount } from '../core/face/names'
import { smoothed } from '../core/face/smooth'
import { speak } from '../core/face/speech'
import { followFaces } from './face-finder'

/** Long side, in pixels, at which a driver's face is looked for. */
const seenSide = 640
/** Moments a second that are kept of a voice: enough for lips. */
const spokenRate = 50

/**
 * The motion of the face in a video, or of one who speaks what a sound file holds.
 * @param onProgress share that is done, 0..1
 * @throws `video-unreadable`, `sound-unreadable`, `face-not-found`, `vision-unavailable`
 */
export function readTake(file: Blob, onProgress: (share: number) => void = () => {}): Promise<Take> {
  return file.type.startsWith('audio/') ? takeOfSound(file) : takeOfVideo(file, onProgress)
}

/** What the first face of a video does against its first frame, smoothed without lag. */
async function takeOfVideo(file: Blob, onProgress: (share: number) => void): Promise<Take> {
  const { videoFrames } = await import('../media/video/frames')
  const video = await videoFrames(file, seenSide)
  const total = Math.max(1, video.duration * video.rate)
  const rows: Float32Array[] = []
  let neutral: Neutral | null = null
  let last = new Float32Array(channelCount)
  const follow = await followFaces()
  for await (const bitmap of video.frames()) {
    const { width, height } = bitmap
    const face = await follow(bitmap)
    if (face) {
      const pixels = face.landmarks.map((value, i) => value * (i % 3 === 1 ? height : width))
      neutral ??= neutralOf(pixels)
      last = measureFace(neutral, pixels)
    }
    // Where no face is seen for a moment, the last one stays.
    rows.push(last)
    onProgress(Math.min(1, rows.length / total))
  }
  if (!neutral) throw new KinoraError('face-not-found')
  const values = new Float32Array(rows.length * channelCount)
  rows.forEach((row, i) => {
    values.set(row, i * channelCount)
  })
  return packTake(smoothed(values, video.rate), video.rate)
}

async function takeOfSound(file: Blob): Promise<Take> {
  const { hear, heardRate, soundRate } = await import('../media/sound/hear')
  const samples = await decoded(file, soundRate)
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

/** A sound file as one channel at a rate. */
async function decoded(file: Blob, rate: number): Promise<Float32Array> {
  try {
    const context = new OfflineAudioContext(1, 1, rate)
    const buffer = await context.decodeAudioData(await file.arrayBuffer())
    const out = new Float32Array(buffer.length)
    for (let channel = 0; channel < buffer.numberOfChannels; channel++)
      buffer.getChannelData(channel).forEach((value, i) => {
        out[i] = (out[i] as number) + value / buffer.numberOfChannels
      })
    return out
  } catch (thrown) {
    throw new KinoraError('sound-unreadable', {}, thrown)
  }
}

import { type OpenSound, openSound, type Stereo } from './read'

/** A stretch of a sound file in a clip, seconds. */
export interface SoundTrack {
  file: Blob
  at: number
  from: number
  length: number
}

/** Samples a second that clips have. */
export const mixRate = 48_000
/** Seconds over which a stretch that is cut off fades, so that it does not click. */
const fade = 0.004

export interface Mix {
  /** The next `count` samples of all tracks together. */
  next(count: number): Promise<Stereo>
  close(): void
}

/** All tracks of a clip as one sound at `mixRate`, from its beginning on; memory does not grow with the length. */
export async function openMix(tracks: readonly SoundTrack[]): Promise<Mix> {
  const opened: OpenSound[] = []
  const close = () => {
    for (const sound of opened) sound.close()
  }
  try {
    for (const track of tracks) opened.push(await openSound(track.file))
  } catch (thrown) {
    close()
    throw thrown
  }
  const readers = tracks.map((track, k) => createReader(track, opened[k] as OpenSound))
  let at = 0
  return {
    async next(count) {
      const out: Stereo = [new Float32Array(count), new Float32Array(count)]
      for (const reader of readers) await reader(out, at)
      at += count
      if (readers.length > 1)
        for (const side of out) for (let i = 0; i < count; i++) side[i] = Math.min(1, Math.max(-1, side[i] as number))
      return out
    },
    close,
  }
}

/** Adds what a track has to say to a piece of the mix that begins at sample `at`. */
function createReader(track: SoundTrack, sound: OpenSound): (out: Stereo, at: number) => Promise<void> {
  const [start, count] = [Math.round(track.at * mixRate), Math.round(track.length * mixRate)]
  const source = sound.from(track.from, mixRate)
  const ramp = fade * mixRate
  const cutAtStart = track.from > fade
  const cutAtEnd = track.from + track.length < sound.duration - fade
  let piece: Stereo = [new Float32Array(0), new Float32Array(0)]
  let used = 0
  let done = 0
  return async (out, at) => {
    const length = out[0].length
    for (let i = Math.max(0, start + done - at); i < length && done < count; ) {
      while (used >= piece[0].length) {
        const { value, done: over } = await source.next()
        if (over) return
        piece = value
        used = 0
      }
      const take = Math.min(length - i, piece[0].length - used, count - done)
      for (let k = 0; k < take; k++) {
        const gain = Math.min(1, cutAtStart ? (done + k) / ramp : 1, cutAtEnd ? (count - done - k) / ramp : 1)
        for (const side of [0, 1] as const)
          out[side][i + k] = (out[side][i + k] as number) + gain * (piece[side][used + k] as number)
      }
      i += take
      used += take
      done += take
    }
  }
}

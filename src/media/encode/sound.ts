import { AudioSample, AudioSampleSource, canEncodeAudio, type Output, Quality } from 'mediabunny'
import { KinoraError } from '../../core/errors'
import { mixRate, openMix, type SoundTrack } from '../sound/mix'

/**
 * What each container holds: samples a packet; how many the decoder gives before the first one that was put in; and how many
 * the encoder holds back, which would make a packet of their own at the end.
 * AAC is made by the same encoder everywhere: platforms that have one do not say how far theirs is behind.
 */
const kinds = {
  mp4: { codec: 'aac', bits: 160_000, packet: 1024, early: 1024, held: 0 },
  webm: { codec: 'opus', bits: 128_000, packet: 960, early: 0, held: 312 },
} as const

/** The sound of a clip, written beside its pictures. */
export interface SoundWriter {
  /** Writes what is heard up to a moment of the clip, seconds. */
  until(seconds: number): Promise<void>
  finish(): Promise<void>
  close(): void
}

/**
 * Adds a track of sound to a file that has not been started. It ends with the pictures, within half a packet (10.7 ms).
 * @param seconds length of the clip
 * @throws `codec-unavailable` {codec}, `sound-unreadable`
 */
export async function addSound(
  output: Output,
  format: 'mp4' | 'webm',
  tracks: readonly SoundTrack[],
  seconds: number,
): Promise<SoundWriter> {
  const { codec, bits, packet, early, held } = kinds[format]
  if (codec === 'aac') await registerOnce()
  const config = { codec, quality: new Quality({ bitrate: bits }) }
  if (!(await canEncodeAudio(codec, { numberOfChannels: 2, sampleRate: mixRate, quality: config.quality })))
    throw new KinoraError('codec-unavailable', { codec })
  const mix = await openMix(tracks)
  const source = new AudioSampleSource(config)
  const packets = Math.max(1, Math.round((seconds * mixRate) / packet))
  const count = packets * packet - held
  output.addAudioTrack(source, { maximumPacketCount: packets + 4 })
  let written = 0
  const write = async (until: number) => {
    while (written < until) {
      const length = Math.min(until - written, mixRate)
      const [left, right] = await mix.next(length)
      const data = new Float32Array(2 * length)
      data.set(left)
      data.set(right, length)
      const timestamp = (written - early) / mixRate
      const sample = new AudioSample({
        data,
        format: 'f32-planar',
        numberOfChannels: 2,
        sampleRate: mixRate,
        timestamp,
      })
      await source.add(sample)
      sample.close()
      written += length
    }
  }
  return {
    until: (moment) => write(Math.min(count, Math.ceil((moment * mixRate) / packet) * packet)),
    async finish() {
      await write(count)
      source.close()
      mix.close()
    },
    close: () => mix.close(),
  }
}

let registered = false

/** The encoder is a megabyte: it comes when a clip is to have it. */
async function registerOnce(): Promise<void> {
  if (registered) return
  const { registerAacEncoder } = await import('@mediabunny/aac-encoder')
  registerAacEncoder()
  registered = true
}

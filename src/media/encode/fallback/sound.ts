import { BufferSource, EncodedAudioPacketSource, EncodedPacketSink, Input, MP4, type Output, WEBM } from 'mediabunny'
import { KinoraError } from '../../../core/errors'
import type { ClipOptions } from '../../types'
import { soundArguments } from '../ffmpeg-sound'
import type { SoundWriter } from '../sound'
import { startFallback } from './start'

const kinds = {
  mp4: { codec: 'aac', flags: ['-c:a', 'aac', '-b:a', '160k', '-f', 'mp4'] },
  webm: { codec: 'opus', flags: ['-c:a', 'libopus', '-b:a', '128k', '-f', 'webm'] },
} as const

/**
 * The sound of a clip by ffmpeg, for a platform that cannot decode or encode it. It is made whole before the first picture,
 * packed, about 1 MB a minute, and goes on to the same muxer.
 * @throws `codec-unavailable` {codec}, `sound-unreadable`
 */
export async function addFallbackSound(
  output: Output,
  format: 'mp4' | 'webm',
  options: ClipOptions,
): Promise<SoundWriter> {
  const { codec, flags } = kinds[format]
  const { sounds = [], frameCount, fps } = options
  const seconds = frameCount / fps
  const files = sounds.map((_, k) => `sound-${k}`)
  const bytes = await Promise.all(sounds.map(async ({ file }) => new Uint8Array(await file.arrayBuffer())))
  const ffmpeg = await startFallback(codec, options)
  const { inputs, graph } = soundArguments(sounds, files, 0, seconds)
  const given = Object.fromEntries(files.map((name, k) => [name, bytes[k] as Uint8Array]))
  const made = await ffmpeg
    .call((api) => api.run(given, [...inputs, ...graph, ...flags, '-y', 'out.bin']))
    .finally(ffmpeg.end)
  if (!made) throw new KinoraError('sound-unreadable')
  const track = await new Input({ source: new BufferSource(made), formats: [MP4, WEBM] }).getPrimaryAudioTrack()
  const decoderConfig = await track?.getDecoderConfig()
  if (!track || !decoderConfig) throw new KinoraError('internal', { message: 'no sound came back from the encoder' })
  const source = new EncodedAudioPacketSource(codec)
  const { packetCount } = await track.computePacketStats()
  output.addAudioTrack(source, { maximumPacketCount: packetCount + 1 })
  const packets = new EncodedPacketSink(track).packets()
  let next = await packets.next()
  const until = async (moment: number) => {
    for (; next.value && next.value.timestamp < moment; next = await packets.next())
      // What the encoder has added at the end is cut, so that it ends with the pictures.
      if (next.value.timestamp + next.value.duration / 2 <= seconds) await source.add(next.value, { decoderConfig })
  }
  return {
    until,
    async finish() {
      await until(Number.POSITIVE_INFINITY)
      source.close()
    },
    close: () => {},
  }
}

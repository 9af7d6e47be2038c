import { BufferSource, EncodedPacketSink, Input, MP4, WEBM } from 'mediabunny'
import { KinoraError } from '../../../core/errors'
import type { ClipOptions } from '../../types'
import { bitrateOf } from '../codecs'
import type { Packet, PacketMaker } from '../packets'
import { evenSide, type YuvFrame } from '../yuv'
import { startFallback } from './start'

/** Raw frames held at a time; a segment is encoded when they are full. */
const segmentBytes = 48 << 20

/**
 * Packets by ffmpeg in a worker of its own, for a platform without the codec. The core is loaded now,
 * and said so. Memory stays bounded: every two seconds (less for big frames) become a segment that begins
 * with a key frame, and its packets go on to the same muxer that the platform's packets go to.
 * @throws `codec-unavailable` {codec} when the core cannot be loaded.
 */
export async function createFallbackMaker(
  codec: 'h264' | 'vp9',
  options: ClipOptions,
  onPacket: (packet: Packet) => void,
): Promise<PacketMaker> {
  const ffmpeg = await startFallback(codec, options)
  const width = evenSide(options.width)
  const height = evenSide(options.height)
  const frameBytes = (width * height * 3) / 2
  const perSegment = Math.max(1, Math.min(Math.round(2 * options.fps), Math.floor(segmentBytes / frameBytes)))
  const raw = new Uint8Array(perSegment * frameBytes)
  const args = [
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-r', String(options.fps), '-i', 'in.raw'],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
    ...codecFlags(codec, bitrateOf(codec, options)),
    ...['-an', '-f', codec === 'h264' ? 'mp4' : 'webm', '-y', 'out.bin'],
  ]
  let held = 0

  async function encode(): Promise<void> {
    if (held === 0) return
    const segment = raw.subarray(0, held * frameBytes)
    held = 0
    const file = await ffmpeg.call((api) => api.run({ 'in.raw': segment }, args))
    if (!file) throw new KinoraError('codec-unavailable', { codec })
    await readPackets(file, onPacket)
  }

  return {
    async add(frame: YuvFrame) {
      raw.set(frame.data, held * frameBytes)
      held++
      if (held === perSegment) await encode()
    },
    async finish() {
      await encode()
      ffmpeg.end()
    },
    close: () => ffmpeg.end(),
  }
}

function codecFlags(codec: 'h264' | 'vp9', bitrate: number): string[] {
  const rate = ['-b:v', String(bitrate), '-maxrate', String(2 * bitrate), '-bufsize', String(4 * bitrate)]
  return codec === 'h264'
    ? ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '0', '-pix_fmt', 'yuv420p', ...rate]
    : [
        '-c:v',
        'libvpx-vp9',
        '-deadline',
        'realtime',
        '-cpu-used',
        '6',
        '-lag-in-frames',
        '0',
        '-auto-alt-ref',
        '0',
        ...rate,
      ]
}

async function readPackets(file: Uint8Array<ArrayBuffer>, onPacket: (packet: Packet) => void): Promise<void> {
  const input = new Input({ source: new BufferSource(file), formats: [MP4, WEBM] })
  const track = await input.getPrimaryVideoTrack()
  const decoder = await track?.getDecoderConfig()
  if (!track || !decoder) throw new KinoraError('internal', { message: 'no track came back from the encoder' })
  const sink = new EncodedPacketSink(track)
  for await (const packet of sink.packets())
    onPacket({ data: packet.data.slice(), key: packet.type === 'key', decoder })
}

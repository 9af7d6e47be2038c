import wasmUrl from '@ffmpeg/core/wasm?url'
import coreUrl from '@ffmpeg/core?url'
import { FFmpeg } from '@ffmpeg/ffmpeg'
import { BufferSource, EncodedPacketSink, Input, MP4, WEBM } from 'mediabunny'
import { KinoraError } from '../../core/errors'
import type { ClipOptions } from '../types'
import { bitrateOf } from './codecs'
import type { Packet, PacketMaker } from './packets'
import { evenSide, type YuvFrame } from './yuv'

/** What has to be loaded before the first frame. */
const coreBytes = 32_232_419

/** Raw frames held at a time; a segment is encoded when they are full. */
const segmentBytes = 48 << 20

/**
 * Packets by ffmpeg in a worker of its own, for a platform without the codec. The core is loaded now,
 * and said so. Memory stays bounded: every two seconds (less for big frames) become a segment that begins
 * with a key frame, and its packets go on to the same muxer that the platform's packets go to.
 * @throws `codec-unavailable` when the core cannot be loaded.
 */
export async function createFallbackMaker(
  codec: 'h264' | 'vp9',
  options: ClipOptions,
  onPacket: (packet: Packet) => void,
): Promise<PacketMaker> {
  options.onLoading?.({ codec, bytes: coreBytes })
  const ffmpeg = new FFmpeg()
  try {
    await ffmpeg.load({ coreURL: absolute(coreUrl), wasmURL: absolute(wasmUrl) })
  } catch (cause) {
    ffmpeg.terminate()
    throw new KinoraError('codec-unavailable', { codec }, cause)
  }
  const width = evenSide(options.width)
  const height = evenSide(options.height)
  const frameBytes = (width * height * 3) / 2
  const perSegment = Math.max(1, Math.min(Math.round(2 * options.fps), Math.floor(segmentBytes / frameBytes)))
  const raw = new Uint8Array(perSegment * frameBytes)
  const extension = codec === 'h264' ? 'mp4' : 'webm'
  let held = 0

  async function encode(): Promise<void> {
    if (held === 0) return
    await ffmpeg.writeFile('in.yuv', raw.slice(0, held * frameBytes))
    const status = await ffmpeg.exec([
      ...[
        '-f',
        'rawvideo',
        '-pix_fmt',
        'yuv420p',
        '-s',
        `${width}x${height}`,
        '-r',
        String(options.fps),
        '-i',
        'in.yuv',
      ],
      ...colourFlags,
      ...codecFlags(codec, bitrateOf(codec, options)),
      ...['-an', '-y', `out.${extension}`],
    ])
    await ffmpeg.deleteFile('in.yuv')
    if (status !== 0) throw new KinoraError('codec-unavailable', { codec })
    const file = await ffmpeg.readFile(`out.${extension}`)
    await ffmpeg.deleteFile(`out.${extension}`)
    if (typeof file === 'string') throw new KinoraError('codec-unavailable', { codec })
    held = 0
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
      ffmpeg.terminate()
    },
    close: () => ffmpeg.terminate(),
  }
}

const colourFlags = [
  ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
]

function codecFlags(codec: 'h264' | 'vp9', bitrate: number): string[] {
  const rate = ['-b:v', String(bitrate), '-maxrate', String(2 * bitrate), '-bufsize', String(4 * bitrate)]
  return codec === 'h264'
    ? ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '0', '-pix_fmt', 'yuv420p', ...rate]
    : ['-c:v', 'libvpx-vp9', ...vp9Flags, ...rate]
}

/**
 * The core's stack is small: libvpx's slower searches, and its adaptive quantization, overrun it ("memory
 * access out of bounds"). These settings keep clear of both; tried at many sizes.
 */
const vp9Flags = [
  ...['-deadline', 'realtime', '-cpu-used', '8', '-lag-in-frames', '0', '-auto-alt-ref', '0'],
  ...['-aq-mode', '0', '-error-resilient', '1', '-threads', '1'],
]

async function readPackets(file: Uint8Array, onPacket: (packet: Packet) => void): Promise<void> {
  const input = new Input({ source: new BufferSource(file), formats: [MP4, WEBM] })
  const track = await input.getPrimaryVideoTrack()
  const decoder = await track?.getDecoderConfig()
  if (!track || !decoder) throw new KinoraError('internal', { message: 'no track came back from the encoder' })
  const sink = new EncodedPacketSink(track)
  for await (const packet of sink.packets())
    onPacket({ data: packet.data.slice(), key: packet.type === 'key', decoder })
}

/** The core is loaded from another worker's script, against whose address a relative one would be taken. */
function absolute(url: string): string {
  return new URL(url, self.location.href).href
}

import { asKinoraError, type KinoraError } from '../../core/errors'
import type { ClipOptions } from '../types'
import { bitrateOf, codecStrings } from './codecs'
import { bt709, type Packet, type PacketMaker } from './packets'
import { evenSide, type YuvFrame } from './yuv'

/** The best configuration that the platform's own encoder takes for this clip, or null. */
export async function findConfig(codec: 'h264' | 'vp9', clip: ClipOptions): Promise<VideoEncoderConfig | null> {
  if (typeof VideoEncoder === 'undefined') return null
  for (const name of codecStrings(codec, clip)) {
    const config: VideoEncoderConfig = {
      codec: name,
      width: evenSide(clip.width),
      height: evenSide(clip.height),
      framerate: clip.fps,
      bitrate: bitrateOf(codec, clip),
      bitrateMode: 'variable',
      // `quality` lets no frame be dropped.
      latencyMode: 'quality',
      ...(codec === 'h264' ? { avc: { format: 'avc' } } : {}),
    }
    try {
      const answer = await VideoEncoder.isConfigSupported(config)
      if (answer.supported) return config
    } catch {
      // A platform may throw for a codec string it does not know: the next one then.
    }
  }
  return null
}

/** Packets by the platform's encoder. A key frame every two seconds. */
export function createWebCodecsMaker(
  config: VideoEncoderConfig,
  fps: number,
  onPacket: (packet: Packet) => void,
): PacketMaker {
  const keyInterval = Math.max(1, Math.round(2 * fps))
  let failure: KinoraError | null = null
  let count = 0
  const encoder = new VideoEncoder({
    output(chunk, metadata) {
      const data = new Uint8Array(chunk.byteLength)
      chunk.copyTo(data)
      onPacket({ data, key: chunk.type === 'key', decoder: metadata?.decoderConfig })
    },
    error(error) {
      failure = asKinoraError(error)
    },
  })
  encoder.configure(config)

  async function settle(limit: number): Promise<void> {
    while (!failure && encoder.state === 'configured' && encoder.encodeQueueSize > limit)
      await new Promise((resolve) => encoder.addEventListener('dequeue', resolve, { once: true }))
    if (failure) throw failure
  }

  return {
    async add(frame: YuvFrame) {
      if (failure) throw failure
      const image = new VideoFrame(frame.data, {
        format: 'I420',
        codedWidth: frame.width,
        codedHeight: frame.height,
        timestamp: Math.round((count * 1e6) / fps),
        duration: Math.round(1e6 / fps),
        colorSpace: bt709,
      })
      encoder.encode(image, { keyFrame: count % keyInterval === 0 })
      image.close()
      count++
      await settle(2)
    },
    async finish() {
      if (failure) throw failure
      try {
        await encoder.flush()
      } catch (error) {
        throw failure ?? error
      }
      if (failure) throw failure
      encoder.close()
    },
    close() {
      if (encoder.state !== 'closed') encoder.close()
    },
  }
}

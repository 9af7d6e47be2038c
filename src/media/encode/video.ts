import {
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  StreamTarget,
  type StreamTargetChunk,
  WebMOutputFormat,
} from 'mediabunny'
import { asKinoraError, KinoraError } from '../../core/errors'
import type { Picture } from '../../core/image'
import type { ClipEncoder, ClipOptions } from '../types'
import { bt709, type Packet, type PacketMaker } from './packets'
import { Spool } from './spool'
import { createWebCodecsMaker, findConfig } from './webcodecs'
import { createYuv, toYuv } from './yuv'

const kinds = {
  mp4: { codec: 'h264', container: 'avc', type: 'video/mp4' },
  webm: { codec: 'vp9', container: 'vp9', type: 'video/webm' },
} as const

/**
 * H.264 in mp4 or VP9 in webm, BT.709, at an exact constant rate. Memory does not grow with the length:
 * packets go to a spool as they come. Sound, where there is any, is written along with the pictures.
 */
export async function createVideoEncoder(format: 'mp4' | 'webm', options: ClipOptions): Promise<ClipEncoder> {
  const kind = kinds[format]
  const spool = new Spool()
  const output = new Output({
    format:
      format === 'mp4'
        ? new Mp4OutputFormat({ fastStart: 'reserve' })
        : new WebMOutputFormat({ minimumClusterDuration: 2 }),
    target: new StreamTarget(
      new WritableStream<StreamTargetChunk>({ write: (chunk) => spool.write(chunk.data.slice(), chunk.position) }),
      { chunked: true, chunkSize: 1 << 20 },
    ),
  })
  const track = new EncodedVideoPacketSource(kind.container)
  output.addVideoTrack(track, { frameRate: options.fps, maximumPacketCount: options.frameCount })
  const sound = await openTrack(output, format, options)
  await output.start()

  // Packets come in a callback that nothing waits for: they are muxed one after another in a chain.
  let muxed = Promise.resolve()
  let failure: KinoraError | null = null
  let index = 0
  function take(packet: Packet): void {
    const at = index++
    muxed = muxed
      .then(() => {
        if (failure) return
        const encoded = new EncodedPacket(
          packet.data,
          packet.key ? 'key' : 'delta',
          at / options.fps,
          1 / options.fps,
          at,
        )
        const decoderConfig = packet.decoder && { ...packet.decoder, colorSpace: bt709 }
        return track.add(encoded, decoderConfig ? { decoderConfig } : undefined)
      })
      .catch((thrown) => {
        failure ??= asKinoraError(thrown)
      })
  }

  const maker = await createMaker(format, options, take)
  const yuv = createYuv(options.width, options.height)
  let frames = 0
  const background = options.background ?? [255, 255, 255]
  const abandon = async () => {
    maker.close()
    sound?.close()
    if (output.state !== 'finalized' && output.state !== 'canceled') await output.cancel()
    spool.discard()
  }
  return {
    async add(frame: Picture) {
      toYuv(frame, yuv, background, format === 'mp4' ? frames : undefined)
      frames++
      await maker.add(yuv)
      await sound?.until(frames / options.fps)
      await muxed
      if (failure) throw failure
    },
    async finish() {
      try {
        await maker.finish()
        await muxed
        if (failure) throw failure
        if (index !== options.frameCount)
          throw new KinoraError('internal', { message: `${index} of ${options.frameCount} frames were encoded` })
        await sound?.finish()
        await output.finalize()
        return await spool.finish(kind.type)
      } catch (thrown) {
        await abandon()
        throw asKinoraError(thrown)
      }
    },
    abandon,
  }
}

/** The track of sound; its code is loaded only for a clip that has one. */
async function openTrack(output: Output, format: 'mp4' | 'webm', options: ClipOptions) {
  if (!options.sounds?.length) return null
  const { addSound } = await import('./sound')
  try {
    return await addSound(output, format, options.sounds, options.frameCount / options.fps)
  } catch (thrown) {
    if (!/^(codec-unavailable|sound-unreadable)$/.test(asKinoraError(thrown).code)) throw thrown
    const { addFallbackSound } = await import('./fallback/sound')
    return addFallbackSound(output, format, options)
  }
}

async function createMaker(
  format: 'mp4' | 'webm',
  options: ClipOptions,
  take: (packet: Packet) => void,
): Promise<PacketMaker> {
  const codec = kinds[format].codec
  const config = await findConfig(codec, options)
  if (config) return createWebCodecsMaker(config, options.fps, take)
  const { createFallbackMaker } = await import('./fallback/maker')
  return createFallbackMaker(codec, options, take)
}

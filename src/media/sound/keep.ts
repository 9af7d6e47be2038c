import type { AudioBufferSource, InputAudioTrack } from 'mediabunny'
import { KinoraError } from '../../core/errors'

/** The sound of a file, fit to be kept beside a project: no pixels in it. */
export interface KeptSound {
  file: Blob
  /** Seconds of it that lie before what is followed begins. */
  start: number
  /** Seconds, to the end of its last sample. */
  duration: number
}

/**
 * What is heard of a sound or video file: of a sound the file itself, of a video its sound alone, as it was encoded; what only
 * the browser's own decoder knows becomes a WAV. null: a video without sound.
 * @param begin seconds of the file at which what is followed begins
 * @throws `sound-unreadable`
 */
export async function soundToKeep(file: Blob, begin = 0): Promise<KeptSound | null> {
  const { ALL_FORMATS, BlobSource, Input } = await import('mediabunny')
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) })
  try {
    const [audio, video] = await Promise.all([input.getPrimaryAudioTrack(), input.getPrimaryVideoTrack()]).catch(
      () => [null, null] as const,
    )
    if (video && !audio) return null
    if (!audio || !(await audio.canDecode())) return await decodedByBrowser(file, begin)
    return video
      ? await extracted(audio, begin)
      : { file: await typed(file, input), start: begin, duration: await audio.computeDuration() }
  } finally {
    input.dispose()
  }
}

/** The file with the type that its content says, whatever it was called. */
async function typed(file: Blob, input: { getMimeType(): Promise<string> }): Promise<Blob> {
  const [type = ''] = (await input.getMimeType()).split(';')
  return file.slice(0, file.size, type.trim())
}

/** The packets of one track, untouched, in a file of their own. */
async function extracted(track: InputAudioTrack, begin: number): Promise<KeptSound> {
  const { BufferTarget, EncodedAudioPacketSource, EncodedPacketSink, MkvOutputFormat, Output } = await import(
    'mediabunny'
  )
  const codec = await track.getCodec()
  const decoderConfig = await track.getDecoderConfig()
  if (!codec || !decoderConfig) throw new KinoraError('sound-unreadable')
  const target = new BufferTarget()
  const output = new Output({ format: new MkvOutputFormat(), target })
  const source = new EncodedAudioPacketSource(codec)
  output.addAudioTrack(source)
  await output.start()
  // What a decoder needs before the beginning has times below 0, which the format does not have.
  const shift = Math.max(0, -(await track.getFirstTimestamp()))
  for await (const packet of new EncodedPacketSink(track).packets())
    await source.add(packet.clone({ timestamp: packet.timestamp + shift }), { decoderConfig })
  await output.finalize()
  const file = new Blob([target.buffer as ArrayBuffer], { type: 'audio/x-matroska' })
  return { file, start: begin + shift, duration: (await track.computeDuration()) + shift }
}

async function decodedByBrowser(file: Blob, begin: number): Promise<KeptSound> {
  const { AudioBufferSource, BufferTarget, Output, WavOutputFormat } = await import('mediabunny')
  try {
    const buffer = await browserDecoder().decodeAudioData(await file.arrayBuffer())
    const target = new BufferTarget()
    const output = new Output({ format: new WavOutputFormat(), target })
    const source = new AudioBufferSource({ codec: 'pcm-s16' })
    output.addAudioTrack(source)
    await output.start()
    await source.add(buffer)
    await output.finalize()
    const wav = new Blob([target.buffer as ArrayBuffer], { type: 'audio/wav' })
    return { file: wav, start: begin, duration: buffer.duration }
  } catch (thrown) {
    throw new KinoraError('sound-unreadable', {}, thrown)
  }
}

type DecodedSound = Parameters<AudioBufferSource['add']>[0]

/** The page's own decoder; the declarations of workers, which have none, lack it. */
function browserDecoder(): { decodeAudioData(bytes: ArrayBuffer): Promise<DecodedSound> } {
  const { OfflineAudioContext: Context } = globalThis as unknown as {
    OfflineAudioContext?: new (channels: number, length: number, rate: number) => ReturnType<typeof browserDecoder>
  }
  if (!Context) throw new KinoraError('sound-unreadable')
  return new Context(1, 1, 48_000)
}

/**
 * Recorded samples as a file: Opus in WebM where the platform encodes it, else a WAV.
 * @param pieces one channel, one after another
 * @param rate samples a second
 */
export async function writeSound(pieces: readonly Float32Array<ArrayBuffer>[], rate: number): Promise<Blob> {
  const {
    AudioSample,
    AudioSampleSource,
    BufferTarget,
    canEncodeAudio,
    Output,
    Quality,
    WavOutputFormat,
    WebMOutputFormat,
  } = await import('mediabunny')
  const quality = new Quality({ bitrate: 96_000 })
  const packed = await canEncodeAudio('opus', { numberOfChannels: 1, sampleRate: rate, quality })
  const target = new BufferTarget()
  const output = new Output({ format: packed ? new WebMOutputFormat() : new WavOutputFormat(), target })
  const source = new AudioSampleSource(packed ? { codec: 'opus', quality } : { codec: 'pcm-s16' })
  output.addAudioTrack(source)
  await output.start()
  let written = 0
  for (const data of pieces) {
    const sample = new AudioSample({
      data,
      format: 'f32-planar',
      numberOfChannels: 1,
      sampleRate: rate,
      timestamp: written / rate,
    })
    await source.add(sample)
    sample.close()
    written += data.length
  }
  await output.finalize()
  return new Blob([target.buffer as ArrayBuffer], { type: packed ? 'audio/webm' : 'audio/wav' })
}

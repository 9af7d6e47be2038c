import type { AudioSample } from 'mediabunny'
import { KinoraError } from '../../core/errors'
import { createResampler } from './resample'

/** A piece of a sound: left and right, equally long. */
export type Stereo = [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>]

/** A sound file that is open; what of it is wanted is decoded when it is asked for, in pieces. */
export interface OpenSound {
  /** Seconds, to the end of the last sample. */
  duration: number
  /** All of it from a moment (seconds) on, without a gap, at a rate; silence before its first sample. */
  from(seconds: number, rate: number): AsyncGenerator<Stereo>
  close(): void
}

/**
 * Opens the sound of a sound or video file.
 * @throws `sound-unreadable` when there is none, or none that this platform can decode
 */
export async function openSound(file: Blob): Promise<OpenSound> {
  const { ALL_FORMATS, AudioSampleSink, BlobSource, Input } = await import('mediabunny')
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) })
  try {
    const track = await input.getPrimaryAudioTrack()
    if (!track || !(await track.canDecode())) throw new KinoraError('sound-unreadable')
    const sink = new AudioSampleSink(track)
    return {
      duration: await track.computeDuration(),
      from: (seconds, rate) => pieces(sink.samples(seconds), seconds, rate),
      close: () => input.dispose(),
    }
  } catch (thrown) {
    input.dispose()
    throw thrown instanceof KinoraError ? thrown : new KinoraError('sound-unreadable', {}, thrown)
  }
}

async function* pieces(samples: AsyncGenerator<AudioSample>, from: number, rate: number): AsyncGenerator<Stereo> {
  let cursor = 0
  let resamplers: ReturnType<typeof createResampler>[] | null = null
  for await (const sample of samples) {
    const own = sample.sampleRate
    resamplers ??= [createResampler(own, rate), createResampler(own, rate)]
    const start = Math.round((sample.timestamp - from) * own)
    const planes = planesOf(sample)
    sample.close()
    // Files tell times in coarse steps: only a real gap is filled, only a real overlap dropped.
    const off = Math.abs(start - cursor) > 0.005 * own || cursor === 0 ? start - cursor : 0
    const length = planes[0].length + off
    if (length <= 0) continue
    cursor += length
    const placed = planes.map((plane) => {
      const piece = new Float32Array(length)
      piece.set(off < 0 ? plane.subarray(-off) : plane, Math.max(0, off))
      return piece
    })
    yield resamplers.map((one, k) => one.push(placed[k] as Float32Array)) as Stereo
  }
  if (resamplers) yield resamplers.map((one) => one.end()) as Stereo
}

/** Left and right of a sample; a middle channel goes to both. */
function planesOf(sample: AudioSample): Stereo {
  const plane = (planeIndex: number) => {
    const out = new Float32Array(sample.numberOfFrames)
    sample.copyTo(out, { planeIndex, format: 'f32-planar' })
    return out
  }
  const left = plane(0)
  if (sample.numberOfChannels === 1) return [left, left]
  const right = plane(1)
  if (sample.numberOfChannels < 3) return [left, right]
  const middle = plane(2)
  const joined = (side: Float32Array) => side.map((value, i) => value + Math.SQRT1_2 * (middle[i] as number))
  return [joined(left), joined(right)]
}

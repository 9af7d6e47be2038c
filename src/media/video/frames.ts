import { KinoraError } from '../../core/errors'

export interface VideoFrames {
  /** Seconds; the first frame is shown at `begin` of the file. */
  duration: number
  begin: number
  /** Frames a second that come. */
  rate: number
  /** Every frame in order, one at a time; whoever takes one closes it. */
  frames(): AsyncGenerator<ImageBitmap>
}

/** More frames a second than this are not needed to follow a face. */
const mostRate = 30

/**
 * The frames of a video file at an even rate, oriented, at a bounded size; decoded as they are asked for, so
 * that a long file takes no more memory than a short one.
 * @throws `video-unreadable`
 */
export async function videoFrames(file: Blob, longSide: number): Promise<VideoFrames> {
  const { ALL_FORMATS, BlobSource, CanvasSink, Input } = await import('mediabunny')
  try {
    const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) })
    const track = await input.getPrimaryVideoTrack()
    if (!track || !(await track.canDecode())) throw new KinoraError('video-unreadable')
    const [start, end] = [await track.getFirstTimestamp(), await track.computeDuration()]
    const { averagePacketRate } = await track.computePacketStats(120)
    const rate = Math.min(mostRate, Math.max(1, averagePacketRate || 25))
    const scale = Math.min(1, longSide / Math.max(track.displayWidth, track.displayHeight))
    const sink = new CanvasSink(track, { width: Math.max(2, Math.round(track.displayWidth * scale)), poolSize: 1 })
    const count = Math.max(1, Math.round((end - start) * rate))
    const times = Array.from({ length: count }, (_, i) => start + Math.min(i / rate, end - start - 1e-3))
    return {
      duration: end - start,
      begin: start,
      rate,
      async *frames() {
        let last: ImageBitmap | null = null
        for await (const wrapped of sink.canvasesAtTimestamps(times)) {
          if (wrapped) {
            last?.close()
            last = await createImageBitmap(wrapped.canvas)
          }
          if (last) yield await createImageBitmap(last)
        }
        last?.close()
      },
    }
  } catch (thrown) {
    throw thrown instanceof KinoraError ? thrown : new KinoraError('video-unreadable', {}, thrown)
  }
}

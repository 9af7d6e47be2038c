import type { SeenFace } from '../../bridge/face'
import { type ErrorCode, KinoraError } from '../../core/errors'
import { watchFaces } from '../face-finder'

/** What every browser that shows pictures to workers has, and the declarations lack. */
declare const MediaStreamTrackProcessor: new (options: {
  track: MediaStreamTrack
}) => {
  readable: ReadableStream<VideoFrame>
}

/** A device that is on, until it is stopped. */
export interface Device {
  stream: MediaStream
  /** Settles when it has ended by itself: pulled out, or leave withdrawn. */
  ended: Promise<void>
  stop(): void
}

/**
 * Asks for a device. Called by what a person does, never by itself.
 * @throws `camera-denied`, `camera-absent`, `camera-busy`, or the same of the microphone
 */
export async function openDevice(kind: 'camera' | 'microphone'): Promise<Device> {
  const trouble = (problem: 'denied' | 'absent' | 'busy', cause?: unknown) =>
    new KinoraError(`${kind}-${problem}` satisfies ErrorCode, {}, cause)
  if (!navigator.mediaDevices?.getUserMedia) throw trouble('absent')
  const wanted: MediaStreamConstraints =
    kind === 'camera'
      ? { video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 }, facingMode: 'user' } }
      : { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: true } }
  const stream = await navigator.mediaDevices.getUserMedia(wanted).catch((thrown) => {
    const name = thrown instanceof DOMException ? thrown.name : ''
    if (name === 'NotAllowedError' || name === 'SecurityError') throw trouble('denied', thrown)
    if (name === 'NotReadableError' || name === 'AbortError') throw trouble('busy', thrown)
    throw trouble('absent', thrown)
  })
  const [track] = stream.getTracks()
  if (!track) throw trouble('absent')
  return {
    stream,
    ended: new Promise((resolve) => track.addEventListener('ended', () => resolve(), { once: true })),
    stop() {
      for (const one of stream.getTracks()) one.stop()
    },
  }
}

/**
 * Follows the face before a camera until the camera ends or the signal says so. Where the browser can, pictures go
 * straight to the worker that looks at them; in no case do they go further.
 * @throws `vision-unavailable`
 */
export async function watchCamera(
  { stream }: Device,
  onSeen: (seen: SeenFace) => void,
  signal: AbortSignal,
): Promise<void> {
  const [track] = stream.getVideoTracks()
  if (!track) return
  const readable =
    typeof MediaStreamTrackProcessor === 'undefined'
      ? await framesOf(stream, signal)
      : new MediaStreamTrackProcessor({ track }).readable
  await watchFaces(readable, onSeen)
}

/** The same stream of pictures where only a video element knows them. */
async function framesOf(stream: MediaStream, signal: AbortSignal): Promise<ReadableStream<VideoFrame>> {
  const video = document.createElement('video')
  Object.assign(video, { srcObject: stream, muted: true, playsInline: true })
  await video.play()
  return new ReadableStream<VideoFrame>({
    async pull(controller) {
      if (signal.aborted) return controller.close()
      await new Promise((resolve) => video.requestVideoFrameCallback(resolve))
      controller.enqueue(new VideoFrame(video))
    },
  })
}

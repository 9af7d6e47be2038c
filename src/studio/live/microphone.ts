import type { Device } from './camera'
import worklet from './listen-worklet.js?url&no-inline'

/** A microphone that is listened to. */
export interface Listening {
  /** Samples a second. */
  rate: number
  stop(): void
}

/** Gives what a microphone hears, piece by piece, one channel, until it is stopped. */
export async function listen(
  { stream }: Device,
  onPiece: (samples: Float32Array<ArrayBuffer>) => void,
): Promise<Listening> {
  const context = new AudioContext({ latencyHint: 'interactive' })
  await context.audioWorklet.addModule(worklet)
  const source = context.createMediaStreamSource(stream)
  const listener = new AudioWorkletNode(context, 'listener', { numberOfOutputs: 0 })
  listener.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => onPiece(data)
  source.connect(listener)
  await context.resume()
  return {
    rate: context.sampleRate,
    stop() {
      source.disconnect()
      listener.port.onmessage = null
      void context.close()
    },
  }
}

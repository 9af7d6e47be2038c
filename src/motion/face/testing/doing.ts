import { type ChannelName, channel, channelCount } from '../../../core/face/names'
import type { FaceHint } from '../../../core/hint'

/** What a face does at one moment: some channels, all others 0. */
export function valuesOf(does: Partial<Record<ChannelName, number>>): Float32Array<ArrayBuffer> {
  const values = new Float32Array(channelCount)
  for (const [name, value] of Object.entries(does)) values[channel(name as ChannelName)] = value
  return values
}

/** A face by its landmarks ([n, 3], picture pixels) that does one thing all along. */
export function faceDoing(landmarks: Float32Array<ArrayBuffer>, does: Partial<Record<ChannelName, number>>): FaceHint {
  return {
    kind: 'face',
    control: 'a',
    landmarks,
    figure: null,
    times: Float32Array.of(0),
    values: valuesOf(does),
    imprint: null,
  }
}

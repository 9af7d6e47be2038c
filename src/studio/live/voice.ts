import type { Heard } from '../../core/face/speech'
import { liveSpeech } from '../../core/face/speech-live'
import type { Device } from './camera'
import { listen } from './microphone'

/** Decibels above which somebody speaks. */
const speaking = -45
/** Of the moments that are heard, 100 a second, each so many moves the face. */
const every = 3

/** A microphone whose sound moves a face, or is only recorded. */
export interface Voice {
  /** Keeps what is heard from now on. */
  record(): void
  /** What has been kept, as a file; null: nothing. */
  taken(): Promise<Blob | null>
  stop(): void
}

/** @param onMoment what a face does that says what is heard; null: nobody asks */
export async function hearVoice(
  device: Device,
  onMoment: ((values: Float32Array<ArrayBuffer>, milliseconds: number, present: boolean) => void) | null,
): Promise<Voice> {
  let kept: Float32Array<ArrayBuffer>[] | null = null
  let understand: ((samples: Float32Array) => void) | null = null
  const { rate, stop } = await listen(device, (samples) => {
    kept?.push(samples)
    understand?.(samples)
  })
  if (onMoment) understand = await createUnderstanding(rate, onMoment)
  return {
    record() {
      kept = []
    },
    async taken() {
      const pieces = kept
      kept = null
      if (!pieces?.length) return null
      const { writeSound } = await import('../../media/sound/write')
      return writeSound(pieces, rate)
    },
    stop,
  }
}

async function createUnderstanding(rate: number, onMoment: NonNullable<Parameters<typeof hearVoice>[1]>) {
  const [{ hearPiece, heardRate, pieceLength, soundRate }, { createResampler }] = await Promise.all([
    import('../../media/sound/hear'),
    import('../../media/sound/resample'),
  ])
  const resampler = createResampler(rate, soundRate)
  const say = liveSpeech()
  const hop = soundRate / heardRate
  const held = new Float32Array(pieceLength)
  let fresh = 0
  let count = 0
  return (samples: Float32Array) => {
    const begin = performance.now()
    let last: { heard: Heard; values: Float32Array<ArrayBuffer> | null } | null = null
    const given = resampler.push(samples)
    for (let at = 0; at < given.length; ) {
      const take = Math.min(hop - fresh, given.length - at)
      held.copyWithin(0, take)
      held.set(given.subarray(at, at + take), pieceLength - take)
      at += take
      fresh += take
      if (fresh < hop) break
      fresh = 0
      const heard = hearPiece(held)
      const wanted = ++count % every === 0
      const values = say(heard, wanted)
      if (wanted) last = { heard, values }
    }
    if (last?.values) onMoment(last.values, performance.now() - begin, last.heard.decibels > speaking)
  }
}

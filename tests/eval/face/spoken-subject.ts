import { deformFace } from '../../../src/core/face/deform'
import { channelCount } from '../../../src/core/face/names'
import { restFace } from '../../../src/core/face/rest'
import { speak } from '../../../src/core/face/speech'
import { liveSpeech } from '../../../src/core/face/speech-live'
import { templateFace } from '../../../src/core/face/template'
import { hear, heardRate } from '../../../src/media/sound/hear'

/** How far the lips of the mean face are apart, in the distance of its eyes, and how loud it is (decibels), 100 times a second. */
export function lipsOf(samples: Float32Array): { open: number[]; live: number[]; loud: number[] } {
  const face = restFace(templateFace.map((value) => 200 * value))
  const gap = (values: Float32Array | null) => {
    if (!values) return 0
    const points = deformFace(face, values)
    const at = (i: number, axis: number) => points[3 * i + axis] as number
    return Math.hypot(at(13, 0) - at(14, 0), at(13, 1) - at(14, 1)) / 200
  }
  const heard = hear(samples)
  const spoken = speak(heard, heardRate)
  const say = liveSpeech()
  return {
    open: heard.map((_, i) => gap(spoken.subarray(i * channelCount, (i + 1) * channelCount))),
    live: heard.map((one) => gap(say(one))),
    loud: heard.map(({ decibels }) => decibels),
  }
}

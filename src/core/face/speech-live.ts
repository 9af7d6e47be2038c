import { channel, channelCount } from './names'
import { type Heard, speak } from './speech'

/** Moments that are looked at together, and how many of them lie after the one that is told: what smooths looks both ways. */
const [together, after] = [90, 4]
/** A room is quieter than this, decibels: what is heard there is not speech. */
const quiet = -48
/** How fast the measure of what is loud sinks, decibels a moment. */
const sinking = 0.02
/** Moments between blinks, 100 a second. */
const betweenBlinks = 330

/**
 * Speech as it comes, a hundredth of a second a call: what `speak` says of it, 40 ms late.
 * @param wanted whether somebody asks what is said of it now
 * @returns the channels of the moment that is far enough behind; null while too little has been heard
 */
export function liveSpeech(): (heard: Heard, wanted?: boolean) => Float32Array<ArrayBuffer> | null {
  const recent: Heard[] = []
  let loudest = quiet + 12
  let count = 0
  return (heard, wanted = true) => {
    recent.push(heard)
    if (recent.length > together) recent.shift()
    loudest = Math.max(quiet + 12, heard.decibels, loudest - sinking)
    count++
    if (!wanted || recent.length <= after) return null
    const spoken = speak(recent, 100, loudest)
    const from = (recent.length - 1 - after) * channelCount
    const out = spoken.slice(from, from + channelCount)
    // A window that moves on does not know when the last blink was.
    const since = count % betweenBlinks
    const lids = since < 10 ? since / 10 : Math.max(0, 1 - (since - 13) / 21)
    for (const side of ['Left', 'Right'] as const) out[channel(`eyeBlink${side}`)] = Math.min(1, lids)
    return out
  }
}

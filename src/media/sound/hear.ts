import Meyda from 'meyda'
import type { Heard } from '../../core/face/speech'
import { bandCount } from '../../core/face/spoken'

/** Samples a second that speech is heard at, and moments a second that are told of it. */
export const soundRate = 16_000
export const heardRate = 100

/** Samples that a moment is heard from. */
export const pieceLength = 512

/** What is heard in each hundredth of a second of a sound. @param samples mono, at `soundRate`, -1..1 */
export function hear(samples: Float32Array): Heard[] {
  const hop = soundRate / heardRate
  const count = Math.max(1, Math.ceil(samples.length / hop))
  const piece = new Float32Array(pieceLength)
  return Array.from({ length: count }, (_, i) => {
    const from = Math.round((i + 0.5) * hop - pieceLength / 2)
    for (let k = 0; k < pieceLength; k++) piece[k] = samples[from + k] ?? 0
    return hearPiece(piece)
  })
}

/** What is heard in `pieceLength` samples. */
export function hearPiece(piece: Float32Array): Heard {
  Meyda.sampleRate = soundRate
  Meyda.bufferSize = pieceLength
  const features = Meyda.extract(['rms', 'amplitudeSpectrum'], piece)
  const spectrum = (features?.amplitudeSpectrum ?? new Float32Array(pieceLength / 2)) as Float32Array
  return {
    decibels: 20 * Math.log10(Math.max(1e-5, features?.rms ?? 0)),
    bands: bands.map(({ from, shares }) => {
      const energy = shares.reduce((sum, share, k) => sum + share * (spectrum[from + k] ?? 0) ** 2, 0)
      return 10 * Math.log10(energy + 1e-7)
    }),
  }
}

/** Triangles that overlap by half, evenly spaced along the mel scale (O'Shaughnessy 1987); models/lips/hear.py has the same. */
const bands = (() => {
  const mel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700)
  const [low, high] = [mel(100), mel(7000)]
  const edges = Array.from(
    { length: bandCount + 2 },
    (_, k) => 700 * (10 ** ((low + ((high - low) * k) / (bandCount + 1)) / 2595) - 1),
  )
  const width = soundRate / pieceLength
  return Array.from({ length: bandCount }, (_, k) => {
    const [left, middle, right] = edges.slice(k, k + 3) as [number, number, number]
    const from = Math.ceil(left / width)
    const shares = Array.from({ length: Math.floor(right / width) - from + 1 }, (_, n) => {
      const hertz = (from + n) * width
      return Math.max(0, Math.min((hertz - left) / (middle - left), (right - hertz) / (right - middle)))
    })
    return { from, shares }
  })
})()

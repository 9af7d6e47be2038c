import Meyda from 'meyda'
import type { Heard } from '../../core/face/speech'

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
  const features = Meyda.extract(['rms', 'zcr', 'amplitudeSpectrum'], piece)
  const spectrum = (features?.amplitudeSpectrum ?? new Float32Array(pieceLength / 2)) as Float32Array
  return {
    decibels: 20 * Math.log10(Math.max(1e-5, features?.rms ?? 0)),
    crossings: (features?.zcr ?? 0) / pieceLength,
    first: middle(spectrum, 200, 1000),
    second: middle(spectrum, 900, 2800),
    low: energy(spectrum, 80, 500) / Math.max(1e-9, energy(spectrum, 80, 8000)),
  }
}

function bins(from: number, to: number): [number, number] {
  const width = soundRate / pieceLength
  return [Math.round(from / width), Math.round(to / width)]
}

function energy(spectrum: Float32Array, from: number, to: number): number {
  const [low, high] = bins(from, to)
  let sum = 0
  for (let k = low; k < high; k++) sum += (spectrum[k] ?? 0) ** 2
  return sum
}

/** Middle of the energy between two frequencies, Hz. */
function middle(spectrum: Float32Array, from: number, to: number): number {
  const [low, high] = bins(from, to)
  let [sum, whole] = [0, 1e-9]
  for (let k = low; k < high; k++) {
    const share = (spectrum[k] ?? 0) ** 2
    sum += share * k
    whole += share
  }
  return whole > 1e-8 ? ((sum / whole) * soundRate) / pieceLength : (from + to) / 2
}

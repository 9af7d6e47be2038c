// Sounds for the tests, made here: short bursts of a tone whose places are easily found again.

/** Seconds that a burst lasts. */
export const burst = 0.01

/** A WAV of short bursts of 1 kHz that begin at these seconds, one channel of 16 bits. */
export function bursts(rate, seconds, moments) {
  const count = Math.round(rate * seconds)
  const wav = Buffer.alloc(44 + 2 * count)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + 2 * count, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(2 * rate, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(2 * count, 40)
  for (const moment of moments)
    for (let k = 0; k < burst * rate; k++) {
      const loud = Math.sin((Math.PI * k) / (burst * rate)) * Math.sin((2 * Math.PI * 1000 * k) / rate)
      wav.writeInt16LE(Math.round(24000 * loud), 44 + 2 * (Math.round(moment * rate) + k))
    }
  return wav
}

/** When bursts are heard in raw samples of 16 bits: the middle of the energy of each, seconds. */
export function heardBursts(raw, rate) {
  const found = []
  let [sum, weight, last] = [0, 0, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < raw.length / 2; i++) {
    const value = raw.readInt16LE(2 * i) ** 2
    if (value <= 3000 ** 2) continue
    if (i - last > 0.05 * rate) {
      if (weight > 0) found.push(sum / weight / rate)
      sum = 0
      weight = 0
    }
    sum += i * value
    weight += value
    last = i
  }
  return weight > 0 ? [...found, sum / weight / rate] : found
}

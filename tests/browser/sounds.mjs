// Sounds for the tests, made here: short bursts of a tone whose places are easily found again.

/** Seconds that a burst lasts. */
export const burst = 0.01

/** Samples, -1..1, as a WAV of one channel of 16 bits. */
function wavOf(rate, samples) {
  const wav = Buffer.alloc(44 + 2 * samples.length)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + 2 * samples.length, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(2 * rate, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(2 * samples.length, 40)
  samples.forEach((value, i) => {
    wav.writeInt16LE(Math.round(32_000 * value), 44 + 2 * i)
  })
  return wav
}

/** A WAV of short bursts of 1 kHz that begin at these seconds. */
export function bursts(rate, seconds, moments) {
  const samples = new Float32Array(Math.round(rate * seconds))
  for (const moment of moments)
    for (let k = 0; k < burst * rate; k++) {
      const loud = Math.sin((Math.PI * k) / (burst * rate)) * Math.sin((2 * Math.PI * 1000 * k) / rate)
      samples[Math.round(moment * rate) + k] = 0.75 * loud
    }
  return wavOf(rate, samples)
}

/** A WAV of a voice that says "ah" for `each` seconds, is quiet as long, and so on: overtones of 120 Hz around its formants. */
export function vowels(rate, seconds, each) {
  const formants = [
    [700, 110],
    [1200, 140],
    [2600, 200],
  ]
  const overtones = Array.from({ length: Math.floor(3500 / 120) }, (_, k) => {
    const pitch = 120 * (k + 1)
    const loud = formants.reduce((sum, [at, wide], n) => sum + Math.exp(-(((pitch - at) / wide) ** 2)) / (n + 1), 0.02)
    return { pitch, loud }
  })
  const whole = overtones.reduce((sum, { loud }) => sum + loud, 0)
  const samples = Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => {
    const time = i / rate
    if (Math.floor(time / each) % 2) return 0
    const swell = Math.sin((Math.PI * (time % each)) / each) ** 0.3
    return overtones.reduce(
      (sum, { pitch, loud }) => sum + (1.6 * swell * loud * Math.sin(2 * Math.PI * pitch * time)) / whole,
      0,
    )
  })
  return wavOf(
    rate,
    samples.map((value) => Math.max(-1, Math.min(1, value))),
  )
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

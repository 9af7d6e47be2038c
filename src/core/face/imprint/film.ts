/**
 * Small pictures over time, told by what they have in common: `value = mean + sum of parts, each as much as its moment says`.
 * The parts are a few main components, so that minutes take little more than the numbers that say how much.
 */
export interface Film {
  /** Bytes of a moment's picture. */
  size: number
  /** What all have in common, [size]. */
  mean: Uint8Array<ArrayBuffer>
  /** The parts, signed bytes, [parts, size]; a part is that many `steps` of 255 a unit. */
  parts: Uint8Array<ArrayBuffer>
  steps: number[]
  /** How much of each part there is at each moment: signed, low byte first, [moments, parts, 2]. */
  data: Uint8Array<ArrayBuffer>
}

/** A film's picture at a moment between two of its own, 0..255, [size], as numbers that may lie a little outside. */
export function filmAt(film: Film, moment: number): Float32Array<ArrayBuffer> {
  const { size, mean, parts, steps, data } = film
  const out = Float32Array.from(mean)
  const count = steps.length
  const moments = count > 0 ? data.length / (2 * count) : 0
  if (moments === 0) return out
  const at = Math.min(moments - 1, Math.max(0, moment))
  const low = Math.floor(at)
  const high = Math.min(moments - 1, low + 1)
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const signed = new Int8Array(parts.buffer, parts.byteOffset, parts.byteLength)
  for (let p = 0; p < count; p++) {
    const [a, b] = [low, high].map((k) => view.getInt16(2 * (k * count + p), true)) as [number, number]
    const much = (a + (b - a) * (at - low)) * (steps[p] as number)
    if (much === 0) continue
    const from = p * size
    for (let i = 0; i < size; i++) out[i] = (out[i] as number) + much * (signed[from + i] as number)
  }
  return out
}

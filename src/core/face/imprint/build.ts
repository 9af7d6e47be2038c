import { eigen } from './eigen'
import type { Film } from './film'

/** Moments that are taken in together. */
const block = 40

/** Makes a film of pictures that come one after another, in memory that does not grow with their number but for a few numbers each. */
export interface FilmBuilder {
  add(picture: Uint8Array | Float32Array): void
  film(): Film
}

/**
 * Sequential main components (Levy and Lindenbaum 2000): what was found so far, weighted by how much there was of it, and the
 * next pictures are told anew together; the amounts of those that have gone by are turned along.
 *
 * @param size bytes of a picture
 * @param most parts that are kept
 */
export function filmBuilder(size: number, most: number): FilmBuilder {
  let mean: Uint8Array<ArrayBuffer> | null = null
  /** Parts of length 1, [count, size], and how much of each was seen. */
  let parts: Float64Array[] = []
  let weights: number[] = []
  let amounts: Float64Array[] = []
  let waiting: Float64Array[] = []

  const takeIn = () => {
    if (waiting.length === 0) return
    const rows = [...parts.map((part, k) => part.map((value) => value * (weights[k] as number))), ...waiting]
    const n = rows.length
    const gram = new Float64Array(n * n)
    for (let r = 0; r < n; r++)
      for (let c = r; c < n; c++)
        gram[r * n + c] = gram[c * n + r] = dot(rows[r] as Float64Array, rows[c] as Float64Array)
    const { values, vectors } = eigen(gram, n)
    const floor = Math.max(1e-9, 1e-7 * (values[0] as number))
    const kept = Array.from(values).filter((value, k) => k < most && value > floor).length
    const next = Array.from({ length: kept }, (_, k) => {
      const part = new Float64Array(size)
      const norm = 1 / Math.sqrt(values[k] as number)
      rows.forEach((row, r) => {
        const share = norm * (vectors[k * n + r] as number)
        for (let i = 0; i < size; i++) part[i] = (part[i] as number) + share * (row[i] as number)
      })
      return part
    })
    const turned = next.map((part) => parts.map((old) => dot(part, old)))
    amounts = amounts.map((old) =>
      Float64Array.from(turned, (row) => row.reduce((sum, t, k) => sum + t * (old[k] ?? 0), 0)),
    )
    for (const picture of waiting) amounts.push(Float64Array.from(next, (part) => dot(part, picture)))
    parts = next
    weights = Array.from(values.subarray(0, kept), Math.sqrt)
    waiting = []
  }

  return {
    add(picture) {
      mean ??= Uint8Array.from(picture, (value) => Math.min(255, Math.max(0, Math.round(value))))
      const base = mean
      waiting.push(Float64Array.from(picture, (value, i) => value - (base[i] as number)))
      if (waiting.length >= block) takeIn()
    },
    film() {
      takeIn()
      return packed(size, mean ?? new Uint8Array(size), parts, amounts)
    },
  }
}

function packed(size: number, mean: Uint8Array<ArrayBuffer>, parts: Float64Array[], amounts: Float64Array[]): Film {
  const out = new Int8Array(parts.length * size)
  const data = new Uint8Array(2 * parts.length * amounts.length)
  const view = new DataView(data.buffer)
  const steps = parts.map((part, p) => {
    const high = part.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12) / 127
    part.forEach((value, i) => {
      out[p * size + i] = Math.round(value / high)
    })
    const most = amounts.reduce((top, row) => Math.max(top, Math.abs(row[p] ?? 0)), 1e-12) / 32767
    amounts.forEach((row, k) => {
      view.setInt16(2 * (k * parts.length + p), Math.round((row[p] ?? 0) / most), true)
    })
    return high * most
  })
  return { size, mean, parts: new Uint8Array(out.buffer), steps, data }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

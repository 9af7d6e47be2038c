import * as v from 'valibot'
import { refusal } from '../../media/pack/fields'

/** How part of a stored file becomes part of the weights; docs/pack-format.md has the kinds. */
const record = v.strictTuple([
  v.picklist(['raw', 'half', 'int8-half', 'int8-float']),
  v.pipe(v.number(), v.integer(), v.minValue(0)),
  v.pipe(v.number(), v.integer(), v.minValue(0)),
  v.pipe(v.number(), v.integer(), v.minValue(1)),
  v.pipe(v.number(), v.integer(), v.minValue(0)),
])

export type Layout = v.InferOutput<typeof record>[]

/** A layout file's text. Throws `pack-field` with the number of the record that is wrong; `path` is for the message. */
export function parseLayout(path: string, text: string): Layout {
  const result = v.safeParse(v.array(record), JSON.parse(text))
  if (!result.success) throw refusal(`${path}.${v.getDotPath(result.issues[0]) ?? ''}`, result.issues[0].message)
  return result.output
}

/** The weights of `length` bytes that a stored file becomes. Throws RangeError where a record reaches past either. */
export function expand(stored: Uint8Array<ArrayBuffer>, layout: Layout, length: number): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(length)
  const { buffer, byteOffset } = stored
  for (const [kind, from, to, rows, columns] of layout) {
    const at = byteOffset + from
    const size = rows * columns
    if (kind === 'raw') {
      made.set(stored.subarray(from, from + size), to)
    } else if (kind === 'half') {
      const halves = new Uint16Array(buffer, at, size)
      const into = new Float32Array(made.buffer, to, size)
      for (let i = 0; i < size; i++) into[i] = floats[halves[i] as number] as number
    } else {
      const scales = new Float32Array(buffer, at, rows)
      const codes = new Uint8Array(buffer, at + 4 * rows, size)
      const into =
        kind === 'int8-half' ? new Uint16Array(made.buffer, to, size) : new Float32Array(made.buffer, to, size)
      expandRows(codes, scales, columns, into, kind === 'int8-half')
    }
  }
  return made
}

/** A row has one scale, so it has 256 values at most: each is computed once. */
function expandRows(
  codes: Uint8Array,
  scales: Float32Array,
  columns: number,
  into: Uint16Array | Float32Array,
  half: boolean,
): void {
  const values = new Float32Array(256)
  scales.forEach((scale, row) => {
    for (let code = 0; code < 256; code++) {
      const value = Math.fround(scale * ((code << 24) >> 24))
      values[code] = half ? toHalf(value) : value
    }
    const end = (row + 1) * columns
    for (let i = row * columns; i < end; i++) into[i] = values[codes[i] as number] as number
  })
}

/** Every float16 as a number, by its bits. */
const floats = Float32Array.from({ length: 65536 }, (_, bits) => {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
})

const single = new Float32Array(1)
const bitsOfSingle = new Uint32Array(single.buffer)

/** The bits of the float16 that is nearest to `value`, ties to even (IEEE 754). */
export function toHalf(value: number): number {
  single[0] = value
  const bits = bitsOfSingle[0] as number
  const sign = (bits >>> 16) & 0x8000
  const exponent = ((bits >>> 23) & 255) - 112
  const fraction = bits & 0x7fffff
  if (exponent >= 31) return sign | (exponent === 143 && fraction ? 0x7e00 : 0x7c00)
  if (exponent < -10) return sign
  const mantissa = exponent > 0 ? fraction : fraction | 0x800000
  const shift = exponent > 0 ? 13 : 14 - exponent
  const kept = mantissa >>> shift
  const rest = mantissa - kept * 2 ** shift
  const middle = 2 ** (shift - 1)
  const up = rest > middle || (rest === middle && kept & 1) ? 1 : 0
  return sign | ((exponent > 0 ? exponent << 10 : 0) + kept + up)
}

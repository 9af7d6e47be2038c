/** Where painted areas lie beside the manifest: in its place stands `{ "bytes": "masks/1.bin" }`. */
interface Separated {
  plain: unknown
  entries: Map<string, Uint8Array<ArrayBuffer>>
}

/** Takes all bytes out of a value, so that the rest can be written as JSON. */
export function separateBytes(value: unknown): Separated {
  const entries = new Map<string, Uint8Array<ArrayBuffer>>()
  const walk = (item: unknown): unknown => {
    if (item instanceof Uint8Array) {
      const name = `masks/${entries.size + 1}.bin`
      entries.set(name, new Uint8Array(item))
      return { bytes: name }
    }
    if (Array.isArray(item)) return item.map(walk)
    if (typeof item === 'object' && item !== null)
      return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, walk(inner)]))
    return item
  }
  return { plain: walk(value), entries }
}

/** No manifest of ours is nested deeper; what lies below is left as it is, for the validation to refuse. */
const deepest = 32

/** Puts the bytes back. A name without an entry stays as it is, for the validation to find. */
export function restoreBytes(
  value: unknown,
  entries: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  depth = 0,
): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) return value.map((item) => restoreBytes(item, entries, depth + 1))
  const name = 'bytes' in value ? value.bytes : undefined
  if (typeof name === 'string' && Object.keys(value).length === 1) return entries.get(name) ?? value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restoreBytes(item, entries, depth + 1)]))
}

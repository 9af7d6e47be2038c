/**
 * The last values, each kept with what it was made from. Two who ask at once share the making; a failure
 * is forgotten, so that the next call tries again.
 */
export class Kept<T> {
  private readonly values = new Map<string, Promise<T>>()

  /** @param capacity how many values are kept; the one not asked for the longest goes first */
  constructor(private readonly capacity = 1) {}

  get(key: string, make: () => T | Promise<T>): Promise<T> {
    const known = this.values.get(key)
    const value = known ?? Promise.resolve().then(make)
    this.values.delete(key)
    this.values.set(key, value)
    if (known) return known
    value.catch(() => {
      if (this.values.get(key) === value) this.values.delete(key)
    })
    for (const oldest of this.values.keys()) {
      if (this.values.size <= this.capacity) break
      this.values.delete(oldest)
    }
    return value
  }
}

/** A short key for many numbers (FNV-1a over their bytes, twice, 64 bits together). */
export function digest(...arrays: ArrayBufferView[]): string {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  for (const array of arrays) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let i = 0; i < bytes.length; i++) {
      a = Math.imul(a ^ (bytes[i] as number), 0x01000193)
      b = Math.imul(b ^ (bytes[i] as number), 0x85ebca6b) + i
    }
  }
  return `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`
}
